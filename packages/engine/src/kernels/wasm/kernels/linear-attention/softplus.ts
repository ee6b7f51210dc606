import type { Expression } from "../../emitter/expression.ts";
import type { FunctionBuilder, Local } from "../../emitter/function-builder.ts";
import { f32x4 } from "../../emitter/simd.ts";
import type { WasmFeatures } from "../../kernel.ts";
import { exponential } from "../exponential.ts";
import { multiplyAdd } from "../multiply-add.ts";

/** Terms of artanh(z) / z = 1 + z²/3 + z⁴/5 + …: with z up to 1/3 the first one left out is 3e-9 of the sum. */
const NUM_TERMS = 8;

/**
 * The code for ln(1 + e^x) in each lane; to be called before the loop that uses the result.
 *
 * It is max(x, 0) + ln(1 + y) with y = e^−|x| (at least e^−80), and ln(1 + y) = 2 artanh(y / (2 + y)), which is exact for tiny y too.
 */
export function softplus(f: FunctionBuilder, features: WasmFeatures): (x: Local<"v128">) => Expression<"v128"> {
  const power = exponential(f, features);
  const constant = (value: number) => f.let("v128", f32x4.const(value));
  const [zero, two, smallest] = [0, 2, -80].map(constant);
  const terms: Expression<"v128">[] = Array.from({ length: NUM_TERMS }, (_, n) => constant(1 / (2 * n + 1)));
  return (x) => {
    const y = f.let("v128", power(f.let("v128", f32x4.pmax(f32x4.neg(f32x4.abs(x)), smallest))));
    const z = f.let("v128", f32x4.div(y, f32x4.add(two, y)));
    const square = f.let("v128", f32x4.mul(z, z));
    const series = terms.reduceRight((higher, term) => multiplyAdd(features, higher, square, term));
    return f32x4.add(f32x4.pmax(x, zero), f32x4.mul(f32x4.add(z, z), series));
  };
}
