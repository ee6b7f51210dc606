import type { Expression } from "../emitter/expression.ts";
import type { FunctionBuilder, Local } from "../emitter/function-builder.ts";
import { i8x16 } from "../emitter/simd.ts";
import type { Kernel } from "../kernel.ts";
import type { repackArguments } from "./weight-layout.ts";

type Vector = Expression<"v128">;

/** Rows 0 to 3 of a group, or rows 4 to 7. */
export type Half = 0 | 1;

/** What each half of the rows has. */
export type OfHalf = (half: Half) => Vector;

/** The whole block of 32 columns, or its first or second 16 columns. */
export type Part = "whole" | "first" | "second";

/**
 * How levels and activations are multiplied.
 *
 * - "dot": four products a lane in one instruction, where the runtime's is exact for all levels of the format.
 * - "pairs": two products a lane, summed in 16 bits: exact everywhere while sums stay below 2^15, so for levels up to 63.
 * - "words": levels widened to 16 bits, two products a lane; needs nothing but plain SIMD, and takes levels of any size.
 */
export type Arithmetic = "dot" | "pairs" | "words";

/**
 * A quantised matrix in memory, eight rows of it interleaved: superblocks of one or several blocks of 32 columns. A
 * block is eight steps of four columns. The levels of a step are two vectors of 16 bytes: one for each half of the rows, a
 * row in each 32-bit lane; for "words" one for the first two columns and one for the last two, of which row r has bytes
 * 2r and 2r + 1, so that widening a vector's low and high bytes gives the two halves of the rows.
 *
 * weight = scale × (level − bias) − minimum
 */
export interface BlockFormat {
  /** Of the file's format, e.g. "Q8_0". */
  readonly formatId: string;
  readonly arithmetic: Arithmetic;
  /** Where the matrix lies, see WeightLayout. */
  readonly memory: number;
  readonly bias: number;
  /** Levels are signed bytes; else unsigned. */
  readonly signed: boolean;
  /** Parts of a block that have scales of their own. */
  readonly parts: readonly Part[];
  readonly hasMinima: boolean;
  readonly blocksPerSuperblock: number;
  /** Bytes before a superblock's first block. */
  readonly headerBytes: number;
  readonly blockBytes: number;
  readonly repack: Kernel<typeof repackArguments>;
  /** Begins a superblock at the address. The code it writes may stand before a loop over the blocks. */
  open(f: FunctionBuilder, superblock: Expression<"i32">): BlockReader;
}

export interface BlockReader {
  scales(block: Expression<"i32">, part: Part): OfHalf;
  /** Where the format has minima. */
  minima?(block: Expression<"i32">): OfHalf;
  /** Writes code for each step of the part, in the order that is cheapest. `levels` are its two vectors, see above. */
  eachStep(block: Expression<"i32">, part: Part, visit: (step: number, levels: (index: Half) => Vector) => void): void;
}

/** A block as the arithmetic wants it, from wherever it lies. */
export interface PieceReader extends Pick<BlockReader, "scales" | "minima"> {
  /** Visits what meets each piece of the activations (see activation-tile.ts). */
  eachPiece(block: Expression<"i32">, part: Part, visit: (piece: number, weights: OfHalf) => void): void;
}

export const HALVES: readonly Half[] = [0, 1];

/** Steps of a part, in ascending order. */
export const stepsOf = (part: Part): readonly number[] =>
  ({ whole: [0, 1, 2, 3, 4, 5, 6, 7], first: [0, 1, 2, 3], second: [4, 5, 6, 7] })[part];

/** E.g. "q8_0-dot". */
export const layoutId = ({ formatId, arithmetic }: Pick<BlockFormat, "formatId" | "arithmetic">): string =>
  `${formatId.toLowerCase()}-${arithmetic}`;

/** Bytes of a superblock of eight rows. */
export const superblockBytes = (format: BlockFormat): number =>
  format.headerBytes + format.blocksPerSuperblock * format.blockBytes;

/** A step's vectors as the arithmetic wants them, from its four columns of each half of the rows, a row in each lane. */
export function orderBytes(halves: readonly Local<"v128">[], arithmetic: Arithmetic): (index: Half) => Vector {
  if (arithmetic !== "words") return (half) => halves[half];
  const firstBytes = Array.from({ length: 16 }, (_, i) => 4 * (i >> 1) + (i & 1));
  return (pair) =>
    i8x16.shuffle(
      halves[0],
      halves[1],
      firstBytes.map((byte) => byte + 2 * pair),
    );
}
