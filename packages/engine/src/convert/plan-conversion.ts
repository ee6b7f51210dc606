import { QwenError } from "../errors.ts";
import {
  type Checkpoint,
  type GgufCheckpoint,
  type HubCheckpoint,
  requireFormat,
  type TensorRecord,
} from "../files/checkpoint.ts";
import type { GgufContents, GgufValue } from "../files/gguf-writer.ts";
import { lengthOfPieces, type PiecedBytes } from "../files/pieced-bytes.ts";
import type { ValueMap } from "../kernels/backend.ts";
import { sizeOfShape } from "../kernels/op-shapes.ts";
import type { DecoderConfig, GgufOrder, ModelDefinition } from "../models/define-model.ts";
import { planModel, rawConfigOf } from "../models/load-model.ts";
import { checkScales, scaleName } from "../models/tensor-scales.ts";
import type { QuantFormat } from "../quant/quant-format.ts";
import { checkSaysTheSame } from "./check-metadata.ts";
import { type ChosenFormat, chooseFormats, type NamedTensor } from "./choose-formats.ts";
import { embeddingMetadata } from "./gguf-embedding-metadata.ts";
import { modelMetadata } from "./gguf-model-metadata.ts";
import { textMetadata } from "./gguf-text-metadata.ts";
import { type QuantizationType, recipes } from "./recipes.ts";

/** What a tensor of the file to be is made of. */
export interface TensorSource {
  readonly format: QuantFormat;
  /** Its rows, in order. */
  readonly data: PiecedBytes;
  readonly map?: ValueMap;
  readonly order?: GgufOrder;
  /** A further factor for each of its matrices. */
  readonly scales?: Float32Array;
}

/** A file to be, and what to say of it. */
export interface ConversionPlan {
  readonly contents: GgufContents<TensorSource>;
  /** Bytes that are read. */
  readonly sourceBytes: number;
  readonly notes: readonly string[];
}

interface SourcedTensor extends NamedTensor {
  readonly source: TensorSource;
}

/** A checkpoint as a GGUF file has it, but for the formats. */
interface GgufParts {
  readonly definition: ModelDefinition;
  readonly config: DecoderConfig;
  readonly metadata: Map<string, GgufValue>;
  readonly tensors: readonly SourcedTensor[];
  readonly unusedTensors: readonly string[];
}

const QUANTIZATION_VERSION = 2;

/**
 * Checks that a checkpoint is a whole model of a known architecture, and plans its conversion. Reads no weights.
 * @param name The model's, where the checkpoint does not say it.
 * @throws QwenError `model/…`, `tokenizer/…`, `files/…`
 */
export async function planConversion(
  checkpoint: Checkpoint,
  name: string,
  type: QuantizationType,
): Promise<ConversionPlan> {
  const parts = checkpoint.container === "gguf" ? await partsOfGguf(checkpoint) : partsOfFolder(checkpoint, name);
  const { definition, config, metadata, tensors, unusedTensors } = parts;
  metadata.set("general.file_type", { type: "u32", value: recipes[type].fileType });
  metadata.set("general.quantization_version", { type: "u32", value: QUANTIZATION_VERSION });
  const chosen = chooseFormats(tensors, recipes[type], {
    queriesPerKey: config.numAttentionHeads / config.numKeyValueHeads,
    hasWideValues: definition.ggufArchitecture.startsWith("qwen2") && config.numHiddenLayers === 80,
  });
  return {
    contents: {
      metadata,
      tensors: tensors.map(({ name, shape, source }, i) => ({ name, shape, layout: chosen[i].format, data: source })),
    },
    sourceBytes: tensors.reduce((sum, { source }) => sum + lengthOfPieces(source.data), 0),
    notes: [...notesOnUnused(unusedTensors), ...notesOnSource(tensors, chosen), ...notesOnShapes(chosen)],
  };
}

function partsOfFolder(checkpoint: HubCheckpoint, name: string): GgufParts {
  const raw = rawConfigOf(checkpoint);
  const { definition, config, requests, unusedTensors } = planModel(checkpoint, raw);
  if (config.head.kind === "guard") throw noGuards();
  const tensors = definition.weights(config).map(({ ggufName, shape, ggufOrder: order }, i): SourcedTensor => {
    const { format, data, map } = requests[i];
    return { name: ggufName, shape, source: { format, data, ...(map && { map }), ...(order && { order }) } };
  });
  const metadata = modelMetadata(name, definition, config, raw);
  checkSaysTheSame(definition, config, metadata, tensors);
  for (const [key, value] of textMetadata(checkpoint, config.vocabSize)) metadata.set(key, value);
  for (const [key, value] of embeddingMetadata(checkpoint, definition.ggufArchitecture)) metadata.set(key, value);
  return { definition, config, metadata, tensors, unusedTensors };
}

function noGuards(): QwenError {
  const message =
    "GGUF files have no place for heads that judge each token, as Qwen3Guard-Stream's: load its folder as it is";
  return new QwenError("model/unsupported-architecture", message);
}

/** All of its metadata and tensors, also those that this engine has no use for; factors become part of the weights. */
async function partsOfGguf(checkpoint: GgufCheckpoint): Promise<GgufParts> {
  const { definition, config } = planModel(checkpoint);
  const metadata = new Map<string, GgufValue>();
  for (const [key, { source, offset, length }] of checkpoint.metadataBytes) {
    // The new file is in one part, and aligned as files usually are.
    if (key.startsWith("split.") || key === "general.alignment") continue;
    metadata.set(key, { type: "encoded", bytes: await source.read(offset, length) });
  }
  const tensors: SourcedTensor[] = [];
  const scaleNames = new Set([...checkpoint.tensors.keys()].map(scaleName));
  for (const record of checkpoint.tensors.values()) {
    if (scaleNames.has(record.name)) continue;
    const scales = await scalesOf(checkpoint, record);
    const source = { format: requireFormat(record), data: [record.data], ...(scales && { scales }) };
    tensors.push({ name: record.name, shape: record.shape, source });
  }
  return { definition, config, metadata, tensors, unusedTensors: [] };
}

async function scalesOf({ tensors }: GgufCheckpoint, record: TensorRecord): Promise<Float32Array | undefined> {
  const scales = tensors.get(scaleName(record.name) ?? "");
  if (!scales) return undefined;
  checkScales(scales, sizeOfShape(record.shape.slice(0, -2)), requireFormat(record));
  const { source, offset, length } = scales.data;
  return new Float32Array((await source.read(offset, length)).slice().buffer);
}

function notesOnUnused(names: readonly string[]): string[] {
  if (names.length === 0) return [];
  return [`${names.length} tensors are left out: ${names.slice(0, 3).join(", ")}${names.length > 3 ? ", …" : ""}`];
}

function notesOnSource(tensors: readonly SourcedTensor[], chosen: readonly ChosenFormat[]): string[] {
  const again = tensors.filter(({ source: { format } }, i) => format.blockLength > 1 && format !== chosen[i].format);
  const ids = new Set(again.map(({ source }) => source.format.id));
  if (ids.size === 0) return [];
  return [
    `the weights were rounded before (${[...ids].join(", ")}), which cannot be undone; BF16 or F16 is a better source`,
  ];
}

function notesOnShapes(chosen: readonly ChosenFormat[]): string[] {
  const changes = Map.groupBy(
    chosen.filter(({ insteadOf }) => insteadOf),
    ({ format, insteadOf }) => `${format.id} instead of ${insteadOf?.id}, whose blocks of ${insteadOf?.blockLength}`,
  );
  return [...changes].map(([change, { length }]) => `${length} tensors are ${change} do not fit their rows`);
}
