import type { Expression } from "../emitter/expression.ts";
import type { FunctionBuilder } from "../emitter/function-builder.ts";
import { i16x8, i32x4 } from "../emitter/simd.ts";
import type { ActivationTile } from "./activation-tile.ts";
import {
  type Arithmetic,
  type BlockFormat,
  type BlockReader,
  HALVES,
  type Half,
  type Part,
  type PieceReader,
} from "./block-format.ts";

type Vector = Expression<"v128">;

/** Sums of products of one token with the rows of a half: 32-bit integers, a row in each lane. */
export type ProductSums = (token: number, half: Half) => Vector;

/**
 * Writes code that multiplies a part of a block with the tile's activations. The sums are exact, and of weights without
 * bias: bias × sum of the activations is subtracted by letting the sums begin there.
 */
export function sumProducts(
  f: FunctionBuilder,
  format: BlockFormat,
  reader: PieceReader,
  block: Expression<"i32">,
  part: Part,
  tile: ActivationTile,
): ProductSums {
  const { arithmetic } = format;
  const beginning = beginningOf(f, format, tile, part);
  const sums = tokensOf(tile).map((token) => {
    const sum = HALVES.map(() => f.local("v128"));
    f.set(sum[0], beginning(token));
    f.set(sum[1], sum[0]);
    return sum;
  });
  reader.eachPiece(block, part, (piece, vectors) => {
    const weights = HALVES.map((half) => f.let("v128", vectors(half)));
    const activations = tile.piece(f, piece);
    for (const token of tokensOf(tile)) {
      const x = f.let("v128", activations(token));
      for (const half of HALVES) f.set(sums[token][half], addProducts(arithmetic, x, weights[half], sums[token][half]));
    }
  });
  if (arithmetic !== "pairs") return (token, half) => sums[token][half];
  const ones = f.constant(i16x8.splat(1));
  return (token, half) => i32x4.dotI16x8S(sums[token][half], ones);
}

export const tokensOf = (tile: ActivationTile): number[] => Array.from({ length: tile.size }, (_, token) => token);

/** −bias × sum of the part's activations of a token, as the arithmetic keeps its sums. */
function beginningOf(
  f: FunctionBuilder,
  { arithmetic, bias }: BlockFormat,
  tile: ActivationTile,
  part: Part,
): (token: number) => Vector {
  if (bias === 0) return () => i32x4.splat(0);
  const [first, whole] = [tile.field(f, "firstParts"), tile.field(f, "negativeParts")];
  const sumOf = (token: number): Vector =>
    part === "first" ? first(token) : part === "second" ? i16x8.sub(whole(token), first(token)) : whole(token);
  // 16-bit sums may wrap around on the way: what they end with fits, |level − bias| × 127 × 16 < 2^15 for whole blocks.
  if (arithmetic === "pairs") return (token) => i16x8.shl(sumOf(token), Math.log2(bias));
  const biases = f.constant(i16x8.splat(bias));
  return (token) => i32x4.dotI16x8S(sumOf(token), biases);
}

function addProducts(arithmetic: Arithmetic, x: Vector, weights: Vector, sum: Vector): Vector {
  if (arithmetic === "dot") return i32x4.relaxedDotI8x16I7x16AddS(x, weights, sum);
  if (arithmetic === "pairs") return i16x8.add(sum, i16x8.relaxedDotI8x16I7x16S(x, weights));
  return i32x4.add(sum, i32x4.dotI16x8S(x, weights));
}

const extend = [i16x8.extendLowI8x16S, i16x8.extendHighI8x16S] as const;

/** Reads blocks where they lie, widening bytes where the arithmetic wants words. */
export function pieceReader(f: FunctionBuilder, arithmetic: Arithmetic, reader: BlockReader): PieceReader {
  if (arithmetic !== "words") return { ...reader, eachPiece: reader.eachStep };
  return {
    ...reader,
    eachPiece(block, part, visit) {
      reader.eachStep(block, part, (step, levels) => {
        for (const pair of [0, 1] as const) {
          const bytes = f.let("v128", levels(pair));
          visit(2 * step + pair, (half) => extend[half](bytes));
        }
      });
    },
  };
}
