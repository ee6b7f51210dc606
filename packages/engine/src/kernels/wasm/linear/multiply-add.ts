import type { Expression } from "../emitter/expression.ts";
import { f32x4 } from "../emitter/simd.ts";
import type { WasmFeatures } from "../kernel.ts";

type Vector = Expression<"v128">;

/** a × b + c, rounded once where the runtime can, else twice. */
export const multiplyAdd = (features: WasmFeatures): ((a: Vector, b: Vector, c: Vector) => Vector) =>
  features.relaxedSimd ? f32x4.relaxedMadd : (a, b, c) => f32x4.add(f32x4.mul(a, b), c);
