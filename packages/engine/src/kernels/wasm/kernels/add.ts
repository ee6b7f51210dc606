import { i32 } from "../emitter/scalar.ts";
import { f32x4, v128 } from "../emitter/simd.ts";
import { defineKernel } from "../kernel.ts";
import { forEachShare } from "./share.ts";

/** out = x + y, element by element. `vectors` counts groups of four floats; threads take contiguous shares. */
export const add = defineKernel({
  name: "add",
  args: { x: "i32", y: "i32", out: "i32", vectors: "i32" },
  build(f, { x, y, out, vectors }, context) {
    forEachShare(f, context, vectors, (index) => {
      const at = f.let("i32", i32.shl(index, 4));
      f.do(v128.store(i32.add(out, at), f32x4.add(v128.load(i32.add(x, at)), v128.load(i32.add(y, at)))));
    });
  },
});
