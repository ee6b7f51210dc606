import { createFile, findPath, hardwareThreads } from "#platform";
import { QwenError } from "../errors.ts";
import type { Checkpoint } from "../files/checkpoint.ts";
import { type GgufLayout, layOutGguf } from "../files/gguf-writer.ts";
import { openCheckpoint } from "../files/open-checkpoint.ts";
import type { NewFile } from "../platform/new-file.ts";
import { bytesOf, formatNamed } from "./convert-rows.ts";
import { ConvertThreads } from "./convert-threads.ts";
import { planConversion, type TensorSource } from "./plan-conversion.ts";
import { type QuantizationType, recipes } from "./recipes.ts";
import { convertPlan, rowRanges } from "./row-ranges.ts";

/** Names of what `quantizeModel` can make, from most bits to fewest. */
export const quantizationTypes = Object.keys(recipes) as QuantizationType[];

/** What to make, and how. */
export interface QuantizeOptions {
  readonly type: QuantizationType;
  /** What the file calls the model; by default what the folder is called. A GGUF source keeps its own. */
  readonly name?: string;
  /** Default: as many as the machine runs at once. */
  readonly numThreads?: number;
  /** Whether a file that is there already is replaced. Default false. */
  readonly overwrite?: boolean;
  readonly onProgress?: (progress: QuantizeProgress) => void;
  readonly signal?: AbortSignal;
}

/** In bytes of the source. */
export interface QuantizeProgress {
  readonly doneBytes: number;
  readonly totalBytes: number;
}

/** What was made. */
export interface QuantizedModel {
  readonly sizeBytes: number;
  /** Formats with their share of all weights' bytes, most first. */
  readonly formats: readonly (readonly [format: string, share: number])[];
  /** What a user should know. */
  readonly notes: readonly string[];
}

const mostThreads = 64;
/** Fewer are converted before another thread has started. */
const WEIGHTS_OF_A_THREAD = 2 ** 21;

/**
 * Makes a GGUF file of a model: a folder with safetensors as on the hub, or another GGUF file. Weights are read, rounded
 * and written in portions, so that memory does not depend on the model's size. The file has its name only once it is whole.
 * @throws QwenError `files/…`, `gguf/…`, `safetensors/…`, `hub/…`, `model/…`, `tokenizer/…`, `request/invalid` for an
 * option, `engine/worker-failed`; the signal's reason when aborted
 */
export async function quantizeModel(from: string, to: string, options: QuantizeOptions): Promise<QuantizedModel> {
  checkOptions(to, options);
  options.signal?.throwIfAborted();
  const checkpoint = await openCheckpoint(from);
  try {
    await checkTarget(checkpoint, to, options.overwrite ?? false);
    const plan = await planConversion(checkpoint, options.name ?? checkpoint.name, options.type);
    const layout = layOutGguf(plan.contents);
    const file = await createFile(to, layout.sizeBytes);
    try {
      await file.write(0, layout.header);
      await writeTensors(layout, file, plan.sourceBytes, options);
      await file.finish();
    } catch (error) {
      await file.discard();
      throw error;
    }
    return { sizeBytes: layout.sizeBytes, formats: formatShares(layout), notes: plan.notes };
  } finally {
    await checkpoint.close();
  }
}

async function writeTensors(
  layout: GgufLayout<TensorSource>,
  file: NewFile,
  totalBytes: number,
  { numThreads = hardwareThreads(), onProgress, signal }: QuantizeOptions,
): Promise<void> {
  const plan = convertPlan(layout);
  const numWeights = plan.tensors.reduce((sum, { rows, columns }) => sum + rows * columns, 0);
  const usefulThreads = Math.ceil(numWeights / WEIGHTS_OF_A_THREAD);
  const threads = new ConvertThreads(plan, Math.min(numThreads, usefulThreads, mostThreads));
  const rowBytes = plan.tensors.map(({ columns, to }) => bytesOf(columns, formatNamed(to)));
  const sourceRowBytes = plan.tensors.map(({ columns, from }) => bytesOf(columns, formatNamed(from)));
  let doneBytes = 0;
  onProgress?.({ doneBytes, totalBytes });
  try {
    await threads.run(
      rowRanges(plan),
      async ({ tensor, first, count }, bytes) => {
        await file.write(layout.placed[tensor].begin + first * rowBytes[tensor], bytes);
        doneBytes += count * sourceRowBytes[tensor];
        onProgress?.({ doneBytes, totalBytes });
      },
      signal,
    );
  } finally {
    await threads.close();
  }
}

function formatShares({ placed }: GgufLayout<TensorSource>): [string, number][] {
  const bytes = new Map<string, number>();
  for (const { tensor, length } of placed) {
    bytes.set(tensor.layout.id, (bytes.get(tensor.layout.id) ?? 0) + length);
  }
  const total = placed.reduce((sum, { length }) => sum + length, 0);
  return [...bytes].map(([id, length]): [string, number] => [id, length / total]).sort(([, a], [, b]) => b - a);
}

/** A file is not written over its own source, nor over any other without leave. */
async function checkTarget(checkpoint: Checkpoint, to: string, overwrite: boolean): Promise<void> {
  const found = await findPath(to).catch((error: unknown) => {
    if (error instanceof QwenError && error.code === "files/not-found") return undefined;
    throw error;
  });
  if (!found) return;
  const refuse = (what: string): never => {
    throw new QwenError("files/unwritable", `${to} ${what}; choose another name`, { details: { path: to } });
  };
  if (found.kind === "folder") refuse("is a folder");
  for (const { data } of checkpoint.tensors.values()) {
    const { locator } = data.source;
    if (locator.kind === "file" && locator.path === found.path) refuse("is what the model is read from");
  }
  if (!overwrite) refuse("is there already");
}

function checkOptions(to: string, { type, numThreads }: QuantizeOptions): void {
  const invalid = (message: string) => new QwenError("request/invalid", message);
  if (typeof to !== "string" || to === "") throw invalid("The path of the file to write must be text.");
  if (!quantizationTypes.includes(type)) {
    throw invalid(`The type must be one of ${quantizationTypes.join(", ")}; got ${String(type)}.`);
  }
  const isCount = Number.isInteger(numThreads) && Number(numThreads) >= 1 && Number(numThreads) <= mostThreads;
  if (numThreads !== undefined && !isCount) {
    throw invalid(`numThreads must be a whole number from 1 to ${mostThreads}, got ${String(numThreads)}.`);
  }
}
