import { i32 } from "../emitter/scalar.ts";
import { f32x4, v128 } from "../emitter/simd.ts";
import { defineKernel } from "../kernel.ts";
import { shareOf } from "./share.ts";

/**
 * out = x + bias for every row of x. Both sizes in groups of four floats: `vectors` of x, `columnVectors` of the bias.
 * Threads take contiguous shares, which may begin and end anywhere in a row.
 */
export const addBias = defineKernel({
  name: "addBias",
  args: { x: "i32", bias: "i32", out: "i32", vectors: "i32", columnVectors: "i32" },
  build(f, { x, bias, out, vectors, columnVectors }, context) {
    const { from, to } = shareOf(f, context, vectors);
    const column = f.let("i32", i32.remU(from, columnVectors));
    const index = f.local("i32");
    f.for(index, from, to, 1, () => {
      const at = f.let("i32", i32.shl(index, 4));
      const sum = f32x4.add(v128.load(i32.add(x, at)), v128.load(i32.add(bias, i32.shl(column, 4))));
      f.do(v128.store(i32.add(out, at), sum));
      f.increase(column, 1);
      f.if(i32.eq(column, columnVectors), () => f.set(column, 0));
    });
  },
});
