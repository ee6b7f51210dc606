import type { Expression } from "../emitter/expression.ts";
import type { FunctionBuilder } from "../emitter/function-builder.ts";
import { i8x16, i16x8, v128 } from "../emitter/simd.ts";
import { type BlockReader, HALVES, type Half } from "./block-format.ts";

type Vector = Expression<"v128">;

/** Bytes of the four-bit levels of a block: 4 times 2 vectors. */
export const NIBBLE_BYTES = 128;

/*
 * Four-bit levels of eight rows by 32 columns: the low bits of vector v, half h, at 32 × v + 16 × h are the levels of
 * step v, the high bits those of step v + 4.
 */

export const lowNibbles = (packed: Vector, mask = nibbleMask): Vector => v128.and(packed, mask);
export const highNibbles = (packed: Vector, mask = nibbleMask): Vector => v128.and(i16x8.shrU(packed, 4), mask);

export const nibbleMask = i8x16.splat(15);

/** Visits the steps of a whole block: both that share a vector, then the next two. */
export function eachNibbleStep(
  f: FunctionBuilder,
  block: Expression<"i32">,
  visit: Parameters<BlockReader["eachStep"]>[2],
): void {
  const mask = f.let("v128", nibbleMask);
  for (let v = 0; v < 4; v++) {
    const packed = HALVES.map((half) => f.let("v128", v128.load(block, 32 * v + 16 * half)));
    visit(v, (half: Half) => lowNibbles(packed[half], mask));
    visit(v + 4, (half: Half) => highNibbles(packed[half], mask));
  }
}
