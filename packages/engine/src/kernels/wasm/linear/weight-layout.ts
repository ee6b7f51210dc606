import type { Kernel } from "../kernel.ts";

/** Arguments of every repack kernel: whole groups of rows in the file's layout become groups in ours. */
export const repackArguments = { source: "i32", target: "i32", rows: "i32", columns: "i32" } as const;

/** How a matrix lies in memory for the linear kernels; chosen once, at load, from the file's format and the runtime. */
export interface WeightLayout {
  /** E.g. "q8-interleaved-8". */
  readonly id: string;
  /** Rows are repacked in groups of this many; the last group of a matrix is padded with zeros. */
  readonly groupRows: number;
  /** Bytes of one group of rows of `columns` weights; a multiple of 16. */
  groupBytes(columns: number): number;
  /**
   * Repacks `rows` file rows (not necessarily a multiple of `groupRows`) that begin at `source` to `target`. Called by
   * one thread at a time on its own chunk, as thread 0 of 1.
   */
  readonly repack: Kernel<typeof repackArguments>;
}
