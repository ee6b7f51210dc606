import type { ModelInfo } from "@qwents/engine";
import type { OllamaPs, OllamaShow, OllamaTags } from "@qwents/protocol";
import { infoOf } from "../describe-model.ts";
import type { ModelSlot } from "../models/model-slot.ts";
import { present } from "../present.ts";
import { taggedName } from "./model-name.ts";

/** For dates of what does not end. */
const never = "9999-12-31T23:59:59Z";

/** A model in the list of what there is. */
export async function tagOf(slot: ModelSlot): Promise<OllamaTags["models"][number]> {
  return {
    ...(await headOf(slot)),
    size: slot.model.sizeBytes,
    modified_at: modifiedAt(slot),
    capabilities: capabilitiesOf(infoOf(slot)),
  };
}

/** A model in the list of what is loaded. */
export async function processOf(slot: ModelSlot): Promise<OllamaPs["models"][number]> {
  return {
    ...(await headOf(slot)),
    size: slot.loaded?.engine.status.memoryBytes ?? 0,
    expires_at: expiryOf(slot),
    size_vram: 0,
    context_length: infoOf(slot).contextLength ?? 0,
  };
}

/** All that can be told of a model. */
export function showOf(slot: ModelSlot): OllamaShow {
  const info = infoOf(slot);
  const { id } = slot.model;
  const { architecture = "" } = info;
  return {
    modelfile: `FROM ${id}\n`,
    parameters: parametersOf(info),
    template: "",
    details: detailsOf(info),
    model_info: {
      "general.architecture": architecture,
      "general.basename": id,
      ...present({
        "general.parameter_count": info.numParameters,
        // What a request may have here, which can be less than what the model was made for.
        [`${architecture}.context_length`]: info.contextLength ?? info.maxPositionEmbeddings,
        [`${architecture}.embedding_length`]: info.hiddenSize,
        [`${architecture}.vocab_size`]: info.vocabSize,
      }),
    },
    capabilities: capabilitiesOf(info),
    modified_at: modifiedAt(slot),
  };
}

async function headOf(slot: ModelSlot) {
  const name = taggedName(slot.model.id);
  return { name, model: name, digest: await digestOf(slot), details: detailsOf(infoOf(slot)) };
}

function expiryOf({ expiresAt, keepAliveMs }: ModelSlot): string {
  if (expiresAt !== undefined) return new Date(expiresAt).toISOString();
  // In use: the time begins when that ends.
  return keepAliveMs === Number.POSITIVE_INFINITY ? never : new Date(Date.now() + keepAliveMs).toISOString();
}

function modifiedAt({ model }: ModelSlot): string {
  return new Date(model.created * 1000).toISOString();
}

/** Other for other models, in the form of a SHA-256; the files themselves are not read for it. */
async function digestOf({ model }: ModelSlot): Promise<string> {
  const described = new TextEncoder().encode(JSON.stringify([model.id, model.sizeBytes, model.created]));
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", described));
  return [...hash].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function detailsOf(info: Partial<ModelInfo>): OllamaShow["details"] {
  const { container = "gguf", architecture = "" } = info;
  return {
    parent_model: "",
    format: container,
    family: architecture,
    families: [architecture],
    parameter_size: info.numParameters === undefined ? "" : parameterSize(info.numParameters),
    quantization_level: info.formats?.[0]?.[0] ?? "",
    ...present({
      context_length: info.contextLength ?? info.maxPositionEmbeddings,
      embedding_length: info.hiddenSize,
    }),
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

function capabilitiesOf(info: Partial<ModelInfo>): OllamaShow["capabilities"] {
  if (info.head !== undefined && info.head !== "vocabulary") return info.head === "none" ? ["embedding"] : [];
  return [
    "completion",
    ...(info.fillsGaps ? ["insert" as const] : []),
    ...(info.takesTools ? ["tools" as const] : []),
    ...(info.samplingModes?.thinking === undefined ? [] : ["thinking" as const]),
  ];
}

function parametersOf({ sampling }: Partial<ModelInfo>): string {
  if (sampling === undefined) return "";
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
