import { i32 } from "../emitter/scalar.ts";
import { f32x4 } from "../emitter/simd.ts";
import { defineKernel } from "../kernel.ts";
import { multiplyAdd } from "./multiply-add.ts";
import { forEachVectorOfRow } from "./row-vectors.ts";
import { forEachShare } from "./share.ts";

/**
 * Rotates (x[i], x[i + N/2]) of every head by the angles of its row of `table` (N/2 cosines, N/2 sines), N even, and copies
 * what is behind the first N channels. Four pairs at a time; threads share the heads of all tokens.
 */
export const rope = defineKernel({
  name: "rope",
  args: { x: "i32", table: "i32", out: "i32", tokens: "i32", heads: "i32", headDim: "i32", rotaryDim: "i32" },
  build(f, { x, table, out, tokens, heads, headDim, rotaryDim }, context) {
    const headBytes = f.let("i32", i32.shl(headDim, 2));
    const rotaryBytes = f.let("i32", i32.shl(rotaryDim, 2));
    const halfBytes = f.let("i32", i32.shl(rotaryDim, 1));
    const restBytes = f.let("i32", i32.sub(headBytes, rotaryBytes));
    forEachShare(f, context, i32.mul(tokens, heads), (index) => {
      const from = f.let("i32", i32.add(x, i32.mul(index, headBytes)));
      const to = f.let("i32", i32.add(out, i32.mul(index, headBytes)));
      const row = f.let("i32", i32.add(table, i32.mul(i32.divU(index, heads), rotaryBytes)));
      const at = f.local("i32");
      forEachVectorOfRow(f, at, 0, halfBytes, ({ load, store }) => {
        const other = f.let("i32", i32.add(at, halfBytes));
        const cos = f.let("v128", load(i32.add(row, at)));
        const sin = f.let("v128", load(i32.add(row, other)));
        const a = f.let("v128", load(i32.add(from, at)));
        const b = f.let("v128", load(i32.add(from, other)));
        const turned = multiplyAdd(context.features, a, cos, f32x4.neg(f32x4.mul(b, sin)));
        f.do(store(i32.add(to, at), turned));
        f.do(store(i32.add(to, other), multiplyAdd(context.features, b, cos, f32x4.mul(a, sin))));
      });
      f.increase(from, rotaryBytes);
      f.increase(to, rotaryBytes);
      forEachVectorOfRow(f, at, 0, restBytes, ({ load, store }) => {
        f.do(store(i32.add(to, at), load(i32.add(from, at))));
      });
    });
  },
});
