import { i32 } from "../emitter/scalar.ts";
import { f32x4, v128 } from "../emitter/simd.ts";
import { defineKernel } from "../kernel.ts";
import { exponential } from "./exponential.ts";
import { forEachShare } from "./share.ts";

/**
 * out = gate / (1 + e^(−gate)) × up, element by element. `vectors` counts groups of four floats.
 * The exponent is clamped to ±87: beyond, 1 + e^x no longer changes, or the result is less than 1e-35.
 */
export const siluMul = defineKernel({
  name: "siluMul",
  args: { gate: "i32", up: "i32", out: "i32", vectors: "i32" },
  build(f, { gate, up, out, vectors }, context) {
    const power = exponential(f, context.features);
    const [one, largest, smallest] = [1, 87, -87].map((value) => f.let("v128", f32x4.const(value)));
    forEachShare(f, context, vectors, (index) => {
      const at = f.let("i32", i32.shl(index, 4));
      const z = f.let("v128", v128.load(i32.add(gate, at)));
      const clamped = f32x4.pmax(f32x4.pmin(f32x4.neg(z), largest), smallest);
      const silu = f32x4.div(z, f32x4.add(power(f.let("v128", clamped)), one));
      f.do(v128.store(i32.add(out, at), f32x4.mul(silu, v128.load(i32.add(up, at)))));
    });
  },
});
