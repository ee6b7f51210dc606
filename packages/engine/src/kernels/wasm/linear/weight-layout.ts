import type { Kernel } from "../kernel.ts";

/** Of a kernel for weights in that memory. */
export const kernelName = (name: string, memory: number): string => (memory === 0 ? name : `${name}, memory ${memory}`);

/** Rows of a matrix that lie interleaved in every layout: two vectors of four 32-bit lanes. */
export const GROUP_ROWS = 8;

/** Arguments of every repack kernel: whole groups of rows in the file's layout become groups in ours. */
export const repackArguments = { source: "i32", target: "i32", rows: "i32", columns: "i32" } as const;

/**
 * Arguments of every linear kernel, for tiles of so many tokens: prepared activations x, weights w, y [tiles × tile size,
 * row stride] float32. `units` is what the layout counts columns in; `scratch` is memory for all threads.
 * Threads take chunks of `chunkGroups` groups; the word at `nextGroup` counts those taken.
 */
export const linearArguments = {
  x: "i32",
  w: "i32",
  y: "i32",
  groups: "i32",
  nextGroup: "i32",
  chunkGroups: "i32",
  units: "i32",
  tiles: "i32",
  yRowBytes: "i32",
  scratch: "i32",
} as const;

/** Arguments of every embedding kernel: rows of w for token ids, as float32 [tokens, columns]. */
export const embeddingArguments = { tokenIds: "i32", w: "i32", out: "i32", tokens: "i32", units: "i32" } as const;

/** A linear kernel for tiles of one size. */
export interface TileKernel {
  /** Tokens in a tile. */
  readonly tileSize: number;
  readonly kernel: Kernel<typeof linearArguments>;
  /** Scratch memory that each thread needs for a column. */
  readonly scratchBytesPerColumn: number;
  /** What so many tiles cost, in the time of one token by itself. */
  cost(tiles: number): number;
}

/** In what form activations meet the weights. */
export type ActivationForm = "floats" | "bytes" | "words";

/** How a matrix lies in memory for the linear kernels; chosen once, at load, from the file's format and the runtime. */
export interface WeightLayout {
  /** Id of the file's format, e.g. "Q8_0". */
  readonly formatId: string;
  /** E.g. "q8_0-dot". */
  readonly id: string;
  /** Where the kernels below find the weights: 0 is the shared memory, the others hold weights alone. */
  readonly memory: number;
  /** Rows are repacked in groups of this many; the last group of a matrix is padded, with rows that are never read. */
  readonly groupRows: number;
  /** Bytes of one group of rows of `columns` weights, whole units of them; a multiple of 16. */
  groupBytes(columns: number): number;
  /**
   * Repacks `rows` file rows (not necessarily a multiple of `groupRows`) of whole units that begin at `source` to
   * `target`. Called by one thread at a time on its own chunk, as thread 0 of 1.
   */
  readonly repack: Kernel<typeof repackArguments>;
  /** Columns in a unit, as the kernels below count them. */
  readonly unitColumns: number;
  readonly activationForm: ActivationForm;
  readonly tileKernels: readonly TileKernel[];
  readonly embedding: Kernel<typeof embeddingArguments>;
}

/** Columns of a matrix in memory: whole units, those that the file lacks zero. */
export function wholeUnits({ unitColumns }: WeightLayout, columns: number): number {
  return Math.ceil(columns / unitColumns) * unitColumns;
}

/** Bytes of a matrix in memory; experts' matrices lie so many bytes apart. */
export function matrixBytes(layout: WeightLayout, rows: number, columns: number): number {
  return Math.ceil(rows / layout.groupRows) * layout.groupBytes(wholeUnits(layout, columns));
}
