import type { Checkpoint, MetadataValue, TensorRecord } from "./files/checkpoint.ts";
import { openCheckpoint } from "./files/open-checkpoint.ts";
import { chatOf, type ModelText, noteOnTemplate, tokenizerOf, withDefaults } from "./model-text.ts";
import { planModel, rawConfigOf } from "./models/load-model.ts";
import type { ThinkingMode } from "./text/generations/generation.ts";
import { templateSourceOf } from "./text/generations/model-chat.ts";

/** What a model file holds, as plain data that JSON can carry. */
export interface CheckpointSummary {
  readonly name: string;
  readonly container: "gguf" | "safetensors";
  /** `general.architecture`, `model_type`, or "unknown". */
  readonly architecture: string;
  /** Whether this version can load it; `notes` says why not. */
  readonly supported: boolean;
  readonly numParameters: number;
  readonly sizeBytes: number;
  /** GGUF metadata or config.json; long lists are described, not repeated. */
  readonly metadata: Readonly<Record<string, unknown>>;
  /** By share of the bytes, largest first. */
  readonly formats: readonly {
    readonly format: string;
    readonly numTensors: number;
    readonly sizeBytes: number;
    readonly share: number;
  }[];
  readonly tensors: readonly {
    readonly name: string;
    readonly shape: readonly number[];
    readonly format: string;
    readonly sizeBytes: number;
  }[];
  /** In its files. */
  readonly chatTemplate?: string;
  /** What generation uses where a request says nothing, by what the prompt has the model do. */
  readonly sampling?: ModelText["samplingModes"];
  /** Whether the model thinks first where a request does not say. */
  readonly defaultMode?: ThinkingMode;
  /** What a user should know: why it cannot run, which tensors stay unused. */
  readonly notes: readonly string[];
}

/** Looks inside a GGUF file or hub folder without loading weights. @throws QwenError of `files/`, `gguf/`, … */
export async function inspectCheckpoint(path: string): Promise<CheckpointSummary> {
  const checkpoint = await openCheckpoint(path);
  try {
    return summarize(checkpoint);
  } finally {
    await checkpoint.close();
  }
}

function summarize(checkpoint: Checkpoint): CheckpointSummary {
  const tensors = [...checkpoint.tensors.values()];
  const raw = checkpoint.container === "gguf" ? Object.fromEntries(checkpoint.metadata) : checkpoint.config;
  const chatTemplate = templateSourceOf(checkpoint);
  const notes = notesOn(checkpoint);
  const { supported: isTextSupported, lines: textLines, ...text } = textOf(checkpoint);
  return {
    name: checkpoint.name,
    container: checkpoint.container,
    architecture: architectureOf(checkpoint),
    supported: notes.supported && isTextSupported,
    numParameters: tensors.reduce((sum, { shape }) => sum + sizeOf(shape), 0),
    sizeBytes: checkpoint.sizeBytes,
    metadata: Object.fromEntries(Object.entries(raw).map(([key, value]) => [key, described(value)])),
    formats: formatShares(tensors),
    tensors: tensors.map(({ name, shape, formatId, data }) => ({
      name,
      shape,
      format: formatId,
      sizeBytes: data.length,
    })),
    ...(chatTemplate === undefined ? {} : { chatTemplate }),
    ...text,
    notes: [...notes.lines, ...textLines],
  };
}

/** Bytes and number of tensors of each format, most bytes first. */
function formatShares(tensors: readonly TensorRecord[]): CheckpointSummary["formats"] {
  const total = tensors.reduce((sum, { data }) => sum + data.length, 0);
  const byFormat = Map.groupBy(tensors, ({ formatId }) => formatId);
  return [...byFormat]
    .map(([format, group]) => {
      const sizeBytes = group.reduce((sum, { data }) => sum + data.length, 0);
      return { format, numTensors: group.length, sizeBytes, share: total > 0 ? sizeBytes / total : 0 };
    })
    .sort((a, b) => b.sizeBytes - a.sizeBytes);
}

interface Notes {
  readonly supported: boolean;
  readonly lines: readonly string[];
}

function notesOn(checkpoint: Checkpoint): Notes {
  try {
    const { unusedTensors, notes } = planModel(checkpoint, rawConfigOf(checkpoint));
    const shown = unusedTensors.slice(0, 5).join(", ");
    const more = unusedTensors.length > 5 ? ", …" : "";
    const lines = unusedTensors.length > 0 ? [`${unusedTensors.length} tensors are not used: ${shown}${more}`] : [];
    return { supported: true, lines: [...notes, ...lines] };
  } catch (error) {
    return { supported: false, lines: [(error as Error).message] };
  }
}

function architectureOf(checkpoint: Checkpoint): string {
  const value =
    checkpoint.container === "gguf"
      ? checkpoint.metadata.get("general.architecture")
      : (checkpoint.config.model_type as MetadataValue | undefined);
  return typeof value === "string" ? value : "unknown";
}

function textOf(checkpoint: Checkpoint): Notes & Pick<CheckpointSummary, "sampling" | "defaultMode"> {
  try {
    const { builtInTemplate, sampling, unasked } = chatOf(checkpoint, tokenizerOf(checkpoint));
    const lines = builtInTemplate === undefined ? [] : [noteOnTemplate(builtInTemplate)];
    return { supported: true, lines, sampling: withDefaults(sampling), defaultMode: unasked };
  } catch (error) {
    return { supported: false, lines: [(error as Error).message] };
  }
}

const sizeOf = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);

/** Short values as they are; lists of more than 16 by their length; 64-bit integers as text. */
function described(value: unknown): unknown {
  if (typeof value === "bigint") return value.toString();
  if (typeof value === "string" && value.length > 200) return `${value.length} characters`;
  if (!Array.isArray(value) && !ArrayBuffer.isView(value)) return value;
  const items = Array.from(value as ArrayLike<unknown>);
  return items.length > 16 ? `${items.length} values` : items.map(described);
}
