import type { Expression } from "../emitter/expression.ts";
import type { FunctionBuilder, Local } from "../emitter/function-builder.ts";
import { i8x16 } from "../emitter/simd.ts";

type Vector = Expression<"v128">;

/** Units of `bytes` bytes from the low or high halves of a and b in turn: a0 b0 a1 b1 … */
function interleave(a: Vector, b: Vector, bytes: number, from: "low" | "high"): Vector {
  const first = from === "low" ? 0 : 8;
  const lanes = Array.from({ length: 16 }, (_, i) => {
    const unit = Math.floor(i / bytes);
    return first + (unit >> 1) * bytes + (i % bytes) + (unit & 1 ? 16 : 0);
  });
  return i8x16.shuffle(a, b, lanes);
}

/** Four vectors of four 32-bit lanes: lane j of vector i becomes lane i of vector j. */
export function transpose4x4(f: FunctionBuilder, rows: readonly Vector[]): Local<"v128">[] {
  const [a, b, c, d] = rows.map((row) => f.let("v128", row));
  return (["low", "high"] as const).flatMap((half) => {
    const ab = f.let("v128", interleave(a, b, 4, half));
    const cd = f.let("v128", interleave(c, d, 4, half));
    return [f.let("v128", interleave(ab, cd, 8, "low")), f.let("v128", interleave(ab, cd, 8, "high"))];
  });
}

/** The same for each half of eight rows: by column of 32 bits, two vectors of four rows. */
export function transposeRows(f: FunctionBuilder, rows: readonly Vector[]): Local<"v128">[][] {
  const [first, last] = [transpose4x4(f, rows.slice(0, 4)), transpose4x4(f, rows.slice(4))];
  return first.map((column, i) => [column, last[i]]);
}

/** Eight vectors with four 16-bit lanes in their low halves become four vectors of eight lanes. */
export function transpose8x4(f: FunctionBuilder, rows: readonly Vector[]): Local<"v128">[] {
  const pairs = [0, 2, 4, 6].map((i) => f.let("v128", interleave(rows[i], rows[i + 1], 2, "low")));
  return (["low", "high"] as const).flatMap((half) => {
    const first = f.let("v128", interleave(pairs[0], pairs[1], 4, half));
    const last = f.let("v128", interleave(pairs[2], pairs[3], 4, half));
    return [f.let("v128", interleave(first, last, 8, "low")), f.let("v128", interleave(first, last, 8, "high"))];
  });
}
