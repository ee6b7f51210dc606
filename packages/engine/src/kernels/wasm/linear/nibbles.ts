import type { Expression } from "../emitter/expression.ts";
import type { FunctionBuilder, Local } from "../emitter/function-builder.ts";
import { i8x16, i16x8, v128 } from "../emitter/simd.ts";
import { type Arithmetic, type BlockReader, HALVES, orderBytes, type Part } from "./block-format.ts";
import { storeHalves } from "./store-halves.ts";
import { transposeRows } from "./transpose.ts";

type Vector = Expression<"v128">;

/** Bytes of the four-bit levels of a block: 4 times 2 vectors. */
export const NIBBLE_BYTES = 128;

/*
 * Four-bit levels of eight rows by 32 columns: the low bits of the two vectors at 32 × v are the levels of step v, the
 * high bits those of step v + 4.
 */

export const lowNibbles = (packed: Vector, mask = nibbleMask): Vector => v128.and(packed, mask);
export const highNibbles = (packed: Vector, mask = nibbleMask): Vector => v128.and(i16x8.shrU(packed, 4), mask);

export const nibbleMask = i8x16.splat(15);

/** Writes code for each step of a part of a block, see `BlockReader.eachStep`. */
export type StepVisits = (
  f: FunctionBuilder,
  block: Expression<"i32">,
  part: Part,
  visit: Parameters<BlockReader["eachStep"]>[2],
) => void;

/** Of a whole block both steps that share a vector, then the next two. */
export const eachNibbleStep: StepVisits = (f, block, part, visit) => {
  const mask = f.constant(nibbleMask);
  for (let v = 0; v < 4; v++) {
    const packed = HALVES.map((index) => f.let("v128", v128.load(block, 32 * v + 16 * index)));
    if (part !== "second") visit(v, (index) => lowNibbles(packed[index], mask));
    if (part !== "first") visit(v + 4, (index) => highNibbles(packed[index], mask));
  }
};

/**
 * Brings 16 bytes of each of eight rows into that order. The file pairs columns i and i + 16 in a byte, as we do: bytes
 * only change places.
 */
export function repackNibbles(
  f: FunctionBuilder,
  rows: readonly Local<"i32">[],
  offset: number,
  target: Local<"i32">,
  arithmetic: Arithmetic,
): void {
  const levels = rows.map((row) => v128.load(row, offset));
  for (const [v, step] of transposeRows(f, levels).entries()) {
    storeHalves(f, target, 32 * v, orderBytes(step, arithmetic));
  }
}
