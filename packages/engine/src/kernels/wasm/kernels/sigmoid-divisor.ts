import type { Expression } from "../emitter/expression.ts";
import type { FunctionBuilder, Local } from "../emitter/function-builder.ts";
import { f32x4 } from "../emitter/simd.ts";
import type { WasmFeatures } from "../kernel.ts";
import { exponential } from "./exponential.ts";

/**
 * The code for 1 + e^(−z) in each lane: x divided by it is x × sigmoid(z). The exponent is clamped to ±87: beyond, the sum
 * no longer changes or is larger than 1e37. To be called before the loop that uses the result.
 */
export function sigmoidDivisor(f: FunctionBuilder, features: WasmFeatures): (z: Local<"v128">) => Expression<"v128"> {
  const power = exponential(f, features);
  const [one, largest, smallest] = [1, 87, -87].map((value) => f.let("v128", f32x4.const(value)));
  return (z) => {
    const clamped = f32x4.pmax(f32x4.pmin(f32x4.neg(z), largest), smallest);
    return f32x4.add(power(f.let("v128", clamped)), one);
  };
}
