import type { Expression } from "../emitter/expression.ts";
import type { FunctionBuilder, Local } from "../emitter/function-builder.ts";
import { f32x4, i16x8, i32x4, v128 } from "../emitter/simd.ts";
import type { OfHalf } from "./block-format.ts";

/** Eight unsigned bytes, one a row, as float32. */
export function eightBytes(f: FunctionBuilder, address: Expression<"i32">, offset: number): OfHalf {
  const words = f.let("v128", i16x8.extendLowI8x16U(v128.load64Zero(address, offset)));
  const extend = [i32x4.extendLowI16x8U, i32x4.extendHighI16x8U] as const;
  return (half) => f32x4.convertI32x4S(extend[half](words));
}

/** Eight signed bytes, one a row, as float32. */
export function eightSignedBytes(f: FunctionBuilder, address: Expression<"i32">, offset: number): OfHalf {
  const words = f.let("v128", i16x8.extendLowI8x16S(v128.load64Zero(address, offset)));
  const extend = [i32x4.extendLowI16x8S, i32x4.extendHighI16x8S] as const;
  return (half) => f32x4.convertI32x4S(extend[half](words));
}

/** A block's numbers, times its superblock's. */
export const scaled =
  (numbers: OfHalf, factors: readonly Local<"v128">[]): OfHalf =>
  (half) =>
    f32x4.mul(numbers(half), factors[half]);
