import { floatToHalf, halfToFloat } from "../core/half.ts";
import type { QuantFormat } from "./quant-format.ts";

const LARGEST_HALF = 65_504;
const SMALLEST_NORMAL_HALF = 2 ** -14;

/** Writes the finite half nearest to a number at `bytes[at]`, and gives what it then is. */
export function writeHalf(bytes: Uint8Array, at: number, value: number): number {
  return writeHalfBits(bytes, at, floatToHalf(Math.max(-LARGEST_HALF, Math.min(LARGEST_HALF, value))));
}

/**
 * The same for a scale, or what groups count theirs in. Small halves are coarse: such a unit is rounded away from zero,
 * since the largest scale has no higher number to go to.
 */
export function writeUnit(bytes: Uint8Array, at: number, value: number): number {
  const half = floatToHalf(value);
  const isCoarse = Math.abs(value) < SMALLEST_NORMAL_HALF;
  const isShort = isCoarse && Math.abs(halfToFloat(half)) < Math.abs(value);
  return writeHalfBits(bytes, at, isShort ? half + 1 : half);
}

function writeHalfBits(bytes: Uint8Array, at: number, half: number): number {
  bytes[at] = half;
  bytes[at + 1] = half >> 8;
  return halfToFloat(half);
}

/** `quantize` of a format, from what writes one block over zeros. */
export function blockByBlockWriter(
  { blockLength, blockBytes }: { readonly blockLength: number; readonly blockBytes: number },
  writeBlock: (weights: Float32Array, out: Uint8Array) => void,
): NonNullable<QuantFormat["quantize"]> {
  return (weights, out) => {
    out.fill(0, 0, (weights.length / blockLength) * blockBytes);
    for (let begin = 0, at = 0; begin < weights.length; begin += blockLength, at += blockBytes) {
      writeBlock(weights.subarray(begin, begin + blockLength), out.subarray(at, at + blockBytes));
    }
  };
}
