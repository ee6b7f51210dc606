import type { ModelInfo } from "@qwents/engine";
import type { OllamaPs, OllamaShow, OllamaTags } from "@qwents/protocol";
import type { ServedModel } from "../served-models.ts";
import { taggedName } from "./model-name.ts";

/** For dates of what does not end. */
const never = "9999-12-31T23:59:59Z";

/** A model in the list of what there is. */
export async function tagOf(model: ServedModel): Promise<OllamaTags["models"][number]> {
  const { info } = model.engine;
  return {
    ...(await headOf(model)),
    size: info.sizeBytes,
    modified_at: modifiedAt(model),
    capabilities: capabilitiesOf(info),
  };
}

/** A model in the list of what is loaded. */
export async function processOf(model: ServedModel): Promise<OllamaPs["models"][number]> {
  const { info, status } = model.engine;
  return {
    ...(await headOf(model)),
    size: status.memoryBytes,
    expires_at: never,
    size_vram: 0,
    context_length: info.contextLength,
  };
}

/** All that can be told of a model. */
export function showOf(model: ServedModel): OllamaShow {
  const { info } = model.engine;
  const { architecture } = info;
  return {
    modelfile: `FROM ${info.id}\n`,
    parameters: parametersOf(info),
    template: "",
    details: detailsOf(info),
    model_info: {
      "general.architecture": architecture,
      "general.basename": info.id,
      "general.parameter_count": info.numParameters,
      // What a request may have here, which can be less than what the model was made for.
      [`${architecture}.context_length`]: info.contextLength,
      [`${architecture}.embedding_length`]: info.hiddenSize,
      [`${architecture}.vocab_size`]: info.vocabSize,
    },
    capabilities: capabilitiesOf(info),
    modified_at: modifiedAt(model),
  };
}

async function headOf(model: ServedModel) {
  const { info } = model.engine;
  const name = taggedName(info.id);
  return { name, model: name, digest: await digestOf(model), details: detailsOf(info) };
}

function modifiedAt(model: ServedModel): string {
  return new Date(model.describe().created * 1000).toISOString();
}

/** Other for other models, in the form of a SHA-256; the files themselves are not read for it. */
async function digestOf({ id, fingerprint, engine }: ServedModel): Promise<string> {
  const described = new TextEncoder().encode(JSON.stringify([id, fingerprint, engine.info.formats]));
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", described));
  return [...hash].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function detailsOf(info: ModelInfo): OllamaShow["details"] {
  return {
    parent_model: "",
    format: info.container,
    family: info.architecture,
    families: [info.architecture],
    parameter_size: parameterSize(info.numParameters),
    quantization_level: info.formats[0]?.[0] ?? "",
    context_length: info.contextLength,
    embedding_length: info.hiddenSize,
  };
}

function parameterSize(count: number): string {
  const [unit, letter] = (
    [
      [1e9, "B"],
      [1e6, "M"],
      [1e3, "K"],
    ] as const
  ).find(([size]) => count >= size) ?? [1, ""];
  return `${(count / unit).toFixed(1)}${letter}`;
}

function capabilitiesOf(info: ModelInfo): OllamaShow["capabilities"] {
  if (info.head !== "vocabulary") return info.head === "none" ? ["embedding"] : [];
  return [
    "completion",
    ...(info.takesTools ? ["tools" as const] : []),
    ...(info.samplingModes.thinking === undefined ? [] : ["thinking" as const]),
  ];
}

function parametersOf({ sampling }: ModelInfo): string {
  const values = {
    temperature: sampling.temperature,
    top_k: sampling.topK,
    top_p: sampling.topP,
    min_p: sampling.minP,
    repeat_penalty: sampling.repetitionPenalty,
    presence_penalty: sampling.presencePenalty,
    frequency_penalty: sampling.frequencyPenalty,
  };
  return Object.entries(values)
    .map(([name, value]) => `${name.padEnd(30)} ${value}`)
    .join("\n");
}
