import type { Expression } from "../emitter/expression.ts";
import type { FunctionBuilder } from "../emitter/function-builder.ts";
import { f32 } from "../emitter/scalar.ts";
import { f32x4, i32x4 } from "../emitter/simd.ts";

/** NaN where there is one: as integers, floats without sign have the same order, and NaN comes last. */
export function largestMagnitude(f: FunctionBuilder, values: readonly Expression<"v128">[]): Expression<"f32"> {
  const largest = f.let(
    "v128",
    values.map((value) => f32x4.abs(value)).reduce((a, b) => i32x4.maxS(a, b)),
  );
  return [0, 1, 2, 3].map((lane) => f32x4.extractLane(largest, lane)).reduce((a, b) => f32.max(a, b));
}
