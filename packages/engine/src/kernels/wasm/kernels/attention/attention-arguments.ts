import type { ArgumentLocals } from "../../kernel.ts";

/** The words of an attention command. Sizes in elements unless they say bytes. */
export const attentionArguments = {
  q: "i32",
  out: "i32",
  /** The layer's part of the cache. */
  layer: "i32",
  /**
   * Tiles of 7 integers: first row of q, number of rows, position of the first row, first entry in `blockOffsets`,
   * first position to look at and the one behind the last, partial row (−1: write to `out`).
   */
  tiles: "i32",
  numTiles: "i32",
  /** For each block of each sequence in order: bytes from `layer` to it. */
  blockOffsets: "i32",
  /** A word that is 0 at first: the next (tile, key-value head) nobody has taken yet. */
  nextItem: "i32",
  partials: "i32",
  scratch: "i32",
  scratchBytes: "i32",
  keyValueHeads: "i32",
  groupSize: "i32",
  headDim: "i32",
  blockLength: "i32",
  chunkLength: "i32",
  maxQueries: "i32",
  slidingWindow: "i32",
  scale: "f32",
} as const;

export type AttentionLocals = ArgumentLocals<typeof attentionArguments>;
