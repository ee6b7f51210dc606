import type { Expression } from "../../emitter/expression.ts";
import type { FunctionBuilder, Local } from "../../emitter/function-builder.ts";
import { f32, i32 } from "../../emitter/scalar.ts";
import { f32x4, v128 } from "../../emitter/simd.ts";
import type { WasmFeatures } from "../../kernel.ts";
import { multiplyAdd } from "../multiply-add.ts";
import { forEachVectorOfRow } from "../row-vectors.ts";

/** Σ x × y over so many bytes of floats; four running sums hide the latency of the additions. */
export function dotProduct(
  f: FunctionBuilder,
  features: WasmFeatures,
  x: Local<"i32">,
  y: Local<"i32">,
  bytes: Local<"i32">,
): Expression<"f32"> {
  const sums = Array.from({ length: 4 }, () => f.let("v128", f32x4.const(0)));
  const at = f.local("i32");
  f.for(at, 0, i32.and(bytes, -64), 64, () => {
    for (const [index, sum] of sums.entries()) {
      const factors = [x, y].map((row) => v128.load(i32.add(row, at), 16 * index));
      f.set(sum, multiplyAdd(features, factors[0], factors[1], sum));
    }
  });
  forEachVectorOfRow(f, at, at, bytes, ({ load }) => {
    f.set(sums[0], multiplyAdd(features, load(i32.add(x, at)), load(i32.add(y, at)), sums[0]));
  });
  const total = f.let("v128", f32x4.add(f32x4.add(sums[0], sums[1]), f32x4.add(sums[2], sums[3])));
  return [0, 1, 2, 3].map((lane) => f32x4.extractLane(total, lane)).reduce((a, b) => f32.add(a, b));
}
