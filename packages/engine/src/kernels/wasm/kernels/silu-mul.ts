import { i32 } from "../emitter/scalar.ts";
import { f32x4, v128 } from "../emitter/simd.ts";
import { defineKernel } from "../kernel.ts";
import { forEachShare } from "./share.ts";
import { sigmoidDivisor } from "./sigmoid-divisor.ts";

/** out = gate / (1 + e^(−gate)) × up, element by element. `vectors` counts groups of four floats. */
export const siluMul = defineKernel({
  name: "siluMul",
  args: { gate: "i32", up: "i32", out: "i32", vectors: "i32" },
  build(f, { gate, up, out, vectors }, context) {
    const divisorOf = sigmoidDivisor(f, context.features);
    forEachShare(f, context, vectors, (index) => {
      const at = f.let("i32", i32.shl(index, 4));
      const z = f.let("v128", v128.load(i32.add(gate, at)));
      const silu = f32x4.div(z, divisorOf(z));
      f.do(v128.store(i32.add(out, at), f32x4.mul(silu, v128.load(i32.add(up, at)))));
    });
  },
});
