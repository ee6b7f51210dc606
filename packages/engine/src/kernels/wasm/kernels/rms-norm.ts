import type { Expression } from "../emitter/expression.ts";
import type { FunctionBuilder, Local } from "../emitter/function-builder.ts";
import { f32, i32 } from "../emitter/scalar.ts";
import { f32x4, v128 } from "../emitter/simd.ts";
import { defineKernel, type WasmFeatures } from "../kernel.ts";
import { multiplyAdd } from "./multiply-add.ts";
import { forEachVectorOfRow } from "./row-vectors.ts";
import { forEachShare } from "./share.ts";

/**
 * out = x / sqrt(mean(x²) + eps) × gamma, row by row.
 *
 * Two passes over a row, which is in the cache for the second. Sixteen running sums of squares hide the latency of the
 * additions and keep the rounding error of long rows small. Threads share the rows: one row of a few thousand values
 * takes a microsecond, less than it would cost to wait for each other in the middle.
 */
export const rmsNorm = defineKernel({
  name: "rmsNorm",
  args: { x: "i32", gamma: "i32", out: "i32", rows: "i32", columns: "i32", eps: "f32" },
  build(f, { x, gamma, out, rows, columns, eps }, context) {
    const rowBytes = f.let("i32", i32.shl(columns, 2));
    forEachShare(f, context, rows, (row) => {
      const from = f.let("i32", i32.add(x, i32.mul(row, rowBytes)));
      const to = f.let("i32", i32.add(out, i32.mul(row, rowBytes)));
      const sum = sumOfSquares(f, context.features, from, rowBytes);
      const mean = f32.div(sum, f32.convertI32S(columns));
      const factor = f.let("v128", f32x4.splat(f32.div(1, f32.sqrt(f32.add(mean, eps)))));
      const at = f.local("i32");
      forEachVectorOfRow(f, at, 0, rowBytes, ({ load, store }) => {
        const normed = f32x4.mul(load(i32.add(from, at)), factor);
        f.do(store(i32.add(to, at), f32x4.mul(normed, load(i32.add(gamma, at)))));
      });
    });
  },
});

function sumOfSquares(
  f: FunctionBuilder,
  features: WasmFeatures,
  from: Local<"i32">,
  rowBytes: Local<"i32">,
): Expression<"f32"> {
  const sums = f.locals("v128", 4);
  for (const sum of sums) f.set(sum, f32x4.const(0));
  const at = f.local("i32");
  const value = f.local("v128");
  const addSquare = (sum: Local<"v128">, floats: Expression<"v128">) => {
    f.set(value, floats);
    f.set(sum, multiplyAdd(features, value, value, sum));
  };
  f.for(at, 0, i32.and(rowBytes, -64), 64, () => {
    for (const [index, sum] of sums.entries()) addSquare(sum, v128.load(i32.add(from, at), 16 * index));
  });
  forEachVectorOfRow(f, at, at, rowBytes, ({ load }) => addSquare(sums[0], load(i32.add(from, at))));
  const total = f.let("v128", f32x4.add(f32x4.add(sums[0], sums[1]), f32x4.add(sums[2], sums[3])));
  return [0, 1, 2, 3].map((lane) => f32x4.extractLane(total, lane)).reduce((a, b) => f32.add(a, b));
}
