import type { ModelInfo } from "./engine.ts";
import { type ErrorCode, QwenError } from "./errors.ts";
import type { Checkpoint, MetadataValue, TensorRecord } from "./files/checkpoint.ts";
import { openCheckpoint } from "./files/open-checkpoint.ts";
import { PackedTexts } from "./files/packed-texts.ts";
import { chatOf, type ModelText, noteOnTemplate, tokenizerOf, withDefaults } from "./model-text.ts";
import { planModel, rawConfigOf } from "./models/load-model.ts";
import { type ModelNeeds, needsOf } from "./models/model-needs.ts";
import { notesOnUnusedTensors } from "./models/unused-tensors.ts";
import type { ReadableFiles } from "./platform/file-system.ts";
import { fillsGaps } from "./text/fill-in-middle.ts";
import type { ThinkingMode } from "./text/generations/generation.ts";
import { templateSourceOf } from "./text/generations/model-chat.ts";
import { type TemplateAbilities, templateAbilities } from "./text/template-abilities.ts";

/** What a model file holds, as plain data that JSON can carry. */
export interface CheckpointSummary {
  readonly name: string;
  readonly container: "gguf" | "safetensors";
  /** `general.architecture`, `model_type`, or "unknown". */
  readonly architecture: string;
  /** Whether this version can load it; `notes` says why not. */
  readonly supported: boolean;
  /** What is in the way, for programs; absent when it is supported. */
  readonly problem?: ErrorCode;
  readonly numParameters: number;
  readonly sizeBytes: number;
  /** What it was made for; absent when it does not run here. */
  readonly head?: ModelInfo["head"];
  /** What it takes to run; absent when its weights cannot. */
  readonly needs?: ModelNeeds;
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
  /** Of the chat template in its files, or of the one that is used where these have none. */
  readonly template?: TemplateAbilities;
  /** Whether its vocabulary has the tokens to fill a gap with. */
  readonly fillsGaps?: boolean;
  /** What generation uses where a request says nothing, by what the prompt has the model do. */
  readonly sampling?: ModelText["samplingModes"];
  /** Whether the model thinks first where a request does not say. */
  readonly defaultMode?: ThinkingMode;
  /** What a user should know: why it cannot run, which tensors stay unused. */
  readonly notes: readonly string[];
}

/**
 * Looks inside a GGUF file or hub folder without loading weights.
 * @param files Where the path leads; default: the platform's.
 * @throws QwenError of `files/`, `gguf/`, …
 */
export async function inspectCheckpoint(path: string | Blob, files?: ReadableFiles): Promise<CheckpointSummary> {
  const checkpoint = await openCheckpoint(path, files);
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
  const { needs, head, ...model } = modelOf(checkpoint);
  const { problem: textProblem, lines: textLines, ...text } = textOf(checkpoint);
  const problem = model.problem ?? textProblem;
  return {
    name: checkpoint.name,
    container: checkpoint.container,
    architecture: architectureOf(checkpoint),
    supported: problem === undefined,
    ...(problem && { problem }),
    numParameters: tensors.reduce((sum, { shape }) => sum + sizeOf(shape), 0),
    sizeBytes: checkpoint.sizeBytes,
    ...(head && { head }),
    ...(needs && { needs }),
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
    notes: [...model.lines, ...textLines],
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

type Text = Pick<CheckpointSummary, "template" | "fillsGaps" | "sampling" | "defaultMode">;

interface Findings {
  readonly problem?: ErrorCode;
  readonly lines: readonly string[];
}

function modelOf(checkpoint: Checkpoint): Findings & Pick<CheckpointSummary, "head" | "needs"> {
  try {
    const plan = planModel(checkpoint, rawConfigOf(checkpoint));
    const { unusedTensors, notes } = plan;
    return {
      lines: [...notes, ...notesOnUnusedTensors(unusedTensors)],
      head: plan.config.head.kind,
      needs: needsOf(plan),
    };
  } catch (error) {
    return problemOf(error);
  }
}

function textOf(checkpoint: Checkpoint): Findings & Text {
  try {
    const tokenizer = tokenizerOf(checkpoint);
    const { builtInTemplate, templateSource, sampling, unasked } = chatOf(checkpoint, tokenizer);
    const lines = builtInTemplate === undefined ? [] : [noteOnTemplate(builtInTemplate)];
    const template = templateSource === undefined ? undefined : templateAbilities(templateSource);
    return {
      lines,
      ...(template && { template }),
      fillsGaps: fillsGaps(tokenizer),
      sampling: withDefaults(sampling),
      defaultMode: unasked,
    };
  } catch (error) {
    return problemOf(error);
  }
}

function problemOf(error: unknown): Findings {
  if (error instanceof QwenError) return { problem: error.code, lines: [error.message] };
  throw error;
}

function architectureOf(checkpoint: Checkpoint): string {
  const value =
    checkpoint.container === "gguf"
      ? checkpoint.metadata.get("general.architecture")
      : (checkpoint.config.model_type as MetadataValue | undefined);
  return typeof value === "string" ? value : "unknown";
}

const sizeOf = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);

/** Short values as they are; lists of more than 16 by their length; 64-bit integers as text. */
function described(value: unknown): unknown {
  if (typeof value === "bigint") return value.toString();
  if (typeof value === "string" && value.length > 200) return `${value.length} characters`;
  if (value instanceof PackedTexts) return `${value.length} values`;
  if (!Array.isArray(value) && !ArrayBuffer.isView(value)) return value;
  const items = Array.from(value as ArrayLike<unknown>);
  return items.length > 16 ? `${items.length} values` : items.map(described);
}
