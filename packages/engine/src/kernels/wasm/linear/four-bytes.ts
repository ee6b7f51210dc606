import type { Expression } from "../emitter/expression.ts";
import { f32x4, i16x8, i32x4, v128 } from "../emitter/simd.ts";

/** Four unsigned bytes as float32. */
export function fourBytes(address: Expression<"i32">, offset: number): Expression<"v128"> {
  return f32x4.convertI32x4U(i32x4.extendLowI16x8U(i16x8.extendLowI8x16U(v128.load32Zero(address, offset))));
}

/** Four signed bytes as float32. */
export function fourSignedBytes(address: Expression<"i32">, offset: number): Expression<"v128"> {
  return f32x4.convertI32x4S(i32x4.extendLowI16x8S(i16x8.extendLowI8x16S(v128.load32Zero(address, offset))));
}
