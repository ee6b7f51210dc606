import type { Expression, Operand } from "../emitter/expression.ts";
import type { FunctionBuilder, Local } from "../emitter/function-builder.ts";
import { f32x4, i32x4, v128 } from "../emitter/simd.ts";
import type { Half } from "./block-format.ts";

/** 2^-14 in the bits of a float32: the smallest normal half. */
const SMALLEST_NORMAL = 2 ** -14;

/**
 * What reads four binary16 numbers as float32; exact for every finite one. Infinity and NaN, which are refused at load,
 * come out as large numbers.
 *
 * Moving exponent and fraction to their places and adding 112 to the exponent gives normal numbers; what was
 * denormal comes out as z = 2^-15 × (1 + fraction), and 2z − 2^-14 puts that right. For normal numbers that
 * difference is at least z, so the minimum of the two is right for both. No float32 along the way is denormal: those
 * cost some processors a hundred cycles each.
 */
export function halvesReader(f: FunctionBuilder): (address: Operand<"i32">, offset: number) => Local<"v128"> {
  const [magnitudeBits, exponentShift, signBit] = [0x0fffe000, 112 << 23, 1 << 31].map((bits) =>
    f.constant(i32x4.splat(bits)),
  ) as [Local<"v128">, Local<"v128">, Local<"v128">];
  const smallest = f.constant(f32x4.splat(SMALLEST_NORMAL));
  return (address, offset) => {
    const shifted = f.let("v128", i32x4.shl(v128.load16x4S(address, offset), 13));
    const z = f.let("v128", i32x4.add(v128.and(shifted, magnitudeBits), exponentShift));
    const doubled = f32x4.add(z, f32x4.sub(z, smallest));
    return f.let("v128", v128.or(f32x4.pmin(doubled, z), v128.and(shifted, signBit)));
  };
}

/** What reads eight binary16 numbers, one a row. */
export function eightHalvesReader(
  f: FunctionBuilder,
): (address: Operand<"i32">, offset: number) => (half: Half) => Local<"v128"> {
  const read = halvesReader(f);
  return (address, offset) => (half) => read(address, offset + 8 * half);
}

/** Four bfloat16 numbers at the address as float32. */
export function loadBfloats(address: Operand<"i32">, offset: number): Expression<"v128"> {
  return i32x4.shl(v128.load16x4U(address, offset), 16);
}
