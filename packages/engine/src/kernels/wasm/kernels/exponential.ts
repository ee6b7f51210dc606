import type { Expression } from "../emitter/expression.ts";
import type { FunctionBuilder, Local } from "../emitter/function-builder.ts";
import { f32x4, i32x4 } from "../emitter/simd.ts";
import type { WasmFeatures } from "../kernel.ts";
import { multiplyAdd } from "./multiply-add.ts";

/** Minimax in relative error over |r| ≤ ln 2 / 2, within 3.1e-9: e^r ≈ 1 + r + r² (c₀ + c₁ r + … + c₄ r⁴). */
const coefficients = [
  0.4999999403953552, 0.1666652113199234, 0.04166838899254799, 0.008368716575205326, 0.001381459878757596,
];

/** ln 2 in two parts: n × high is exact for |n| < 2^9, so x − n ln 2 loses nothing but its last rounding. */
const ln2High = 0.693359375;
const ln2Low = Math.LN2 - ln2High;

/**
 * e^x × 2^shift in each lane, for −87 ≤ x ≤ 88 (with shift 0): the caller clamps. Within 2 units in the last place
 * with and without fused arithmetic. With x = n ln 2 + r, e^r by a polynomial, 2^n by adding n to the exponent.
 */
export function exponential(
  f: FunctionBuilder,
  features: WasmFeatures,
  x: Local<"v128">,
  shift = 0,
): Expression<"v128"> {
  const n = f.let("v128", f32x4.nearest(f32x4.mul(x, f32x4.const(Math.LOG2E))));
  const partly = multiplyAdd(features, n, f32x4.const(-ln2High), x);
  const r = f.let("v128", multiplyAdd(features, n, f32x4.const(-ln2Low), partly));
  const polynomial = coefficients
    .map((coefficient): Expression<"v128"> => f32x4.const(coefficient))
    .reduceRight((higher, coefficient) => multiplyAdd(features, higher, r, coefficient));
  const squared = f32x4.mul(r, r);
  const power = f32x4.add(multiplyAdd(features, polynomial, squared, r), f32x4.const(1));
  const exponent = i32x4.truncSatF32x4S(shift === 0 ? n : f32x4.add(n, f32x4.const(shift)));
  return i32x4.add(power, i32x4.shl(exponent, 23));
}
