import type { Expression, Operand } from "../../emitter/expression.ts";
import type { FunctionBuilder, Local } from "../../emitter/function-builder.ts";
import { i32 } from "../../emitter/scalar.ts";
import { f32x4, i32x4, v128 } from "../../emitter/simd.ts";

type Vector = Expression<"v128">;

/*
 * Half floats as the cache holds them: rounded to the nearest, saturated at ±65504 (NaN too), and without subnormals:
 * what lies below 2^-14 becomes 0 or ±2^-14, whichever is nearer. So reading never meets a subnormal float32, which
 * would cost some processors a hundred cycles.
 */

const LARGEST = 65504;
const SMALLEST_NORMAL = 2 ** -14;

/** What a number read by `loadScaledHalves` has to be multiplied by. */
export const halfScaleLog2 = 112;

/**
 * Four halves × 2^-112, as float32: exponent and fraction moved to where float32 has them, and no more.
 * `mask` holds `halfMask`, set before the loop.
 */
export function loadScaledHalves(address: Operand<"i32">, offset: number, mask: Local<"v128">): Vector {
  return v128.and(i32x4.shl(v128.load16x4S(address, offset), 13), mask);
}

/** The bits that a half has in float32: V8 would put a constant together anew each time round a loop. */
export const halfMask = (f: FunctionBuilder): Local<"v128"> => f.let("v128", i32x4.splat(0x8fffe000 | 0));

/** The bits of four float32 as halves, in the low 16 bits of each lane. */
export function toHalves(f: FunctionBuilder, x: Local<"v128">): Local<"v128"> {
  const magnitude = f.let("v128", f32x4.pmin(f32x4.const(LARGEST), f32x4.abs(x)));
  const lastBit = v128.and(i32x4.shrU(magnitude, 13), i32x4.splat(1));
  const rounded = i32x4.add(i32x4.add(magnitude, lastBit), i32x4.splat(0xfff - (halfScaleLog2 << 23)));
  const small = v128.and(f32x4.gt(magnitude, f32x4.const(SMALLEST_NORMAL / 2)), i32x4.splat(0x400));
  const isNormal = f32x4.ge(magnitude, f32x4.const(SMALLEST_NORMAL));
  const sign = v128.and(i32x4.shrU(x, 16), i32x4.splat(0x8000));
  return f.let("v128", v128.or(v128.bitselect(i32x4.shrU(rounded, 13), small, isNormal), sign));
}

/** Writes lane `lane` of `toHalves`' result. */
export function storeHalf(address: Operand<"i32">, halves: Vector, lane: number, offset: number): Expression<"void"> {
  return i32.store16(address, i32x4.extractLane(halves, lane), offset);
}
