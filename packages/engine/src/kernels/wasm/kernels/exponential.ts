import type { Expression } from "../emitter/expression.ts";
import type { FunctionBuilder, Local } from "../emitter/function-builder.ts";
import { f32x4, i32x4 } from "../emitter/simd.ts";
import type { WasmFeatures } from "../kernel.ts";
import { multiplyAdd } from "./multiply-add.ts";

type Vector = Expression<"v128">;

/** Minimax in relative error over |r| ≤ ln 2 / 2, within 3.1e-9: e^r ≈ 1 + r + r² (c₀ + c₁ r + … + c₄ r⁴). */
const coefficients = [
  0.4999999403953552, 0.1666652113199234, 0.04166838899254799, 0.008368716575205326, 0.001381459878757596,
];

/** ln 2 in two parts: n × high is exact for |n| < 2^9, so x − n ln 2 loses nothing but its last rounding. */
const ln2High = 0.693359375;
const ln2Low = Math.LN2 - ln2High;

/** Neighbouring float32 here are 1 apart: a small number added to it is rounded to an integer, in the lowest bits. */
const INTEGERS = 1.5 * 2 ** 23;

/**
 * The code for e^x × 2^shift in each lane, −87 ≤ x ≤ 88 (with shift 0): the caller clamps. Within 2 units in the last
 * place, with and without fused arithmetic. With x = n ln 2 + r, e^r by a polynomial, 2^n by adding n to the exponent.
 * NaN stays NaN, as arithmetic makes it (its lowest bits are zeros).
 *
 * To be called before the loop that uses the result: the constants go into locals there, since V8 would put each one
 * together anew each time round.
 */
export function exponential(f: FunctionBuilder, features: WasmFeatures, shift = 0): (x: Local<"v128">) => Vector {
  const constant = (value: number) => f.let("v128", f32x4.const(value));
  const [log2e, integers, one, high, low] = [Math.LOG2E, INTEGERS, 1, -ln2High, -ln2Low].map(constant);
  const terms: Vector[] = coefficients.map(constant);
  const shiftBits = f.let("v128", i32x4.splat(shift << 23));
  return (x) => {
    const shifted = f.let("v128", multiplyAdd(features, x, log2e, integers));
    const n = f.let("v128", f32x4.sub(shifted, integers));
    const r = f.let("v128", multiplyAdd(features, n, low, multiplyAdd(features, n, high, x)));
    const polynomial = terms.reduceRight((higher, term) => multiplyAdd(features, higher, r, term));
    const power = f32x4.add(multiplyAdd(features, polynomial, f32x4.mul(r, r), r), one);
    const exponent = i32x4.shl(shifted, 23);
    return i32x4.add(power, shift === 0 ? exponent : i32x4.add(exponent, shiftBits));
  };
}
