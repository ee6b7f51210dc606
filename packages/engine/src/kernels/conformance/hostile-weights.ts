import { floatToHalf } from "../../core/half.ts";
import { assert } from "../../errors.ts";
import type { QuantFormat } from "../../quant/quant-format.ts";
import { randomBytes } from "./random-values.ts";

/** Where a block holds half floats, by format. */
const halvesAt: Readonly<Record<string, readonly number[]>> = {
  Q8_0: [0],
  Q4_0: [0],
  Q4_1: [0, 2],
  Q5_0: [0],
  Q5_1: [0, 2],
  Q2_K: [80, 82],
  Q3_K: [108],
  Q4_K: [0, 2],
  Q5_K: [0, 2],
  Q6_K: [208],
  IQ4_NL: [0],
  IQ4_XS: [0],
  MXFP4: [],
  IQ3_S: [0],
  IQ3_XXS: [0],
  IQ2_S: [0],
  IQ2_XS: [0],
  IQ2_XXS: [0],
  IQ1_S: [0],
  IQ1_M: [],
  NVFP4: [],
};

/** Random levels and group scales under half-float scales of both signs, from zero over subnormal to large ones. */
export function hostileBytes(format: QuantFormat, length: number): Uint8Array {
  const bytes = randomBytes(format.ggmlType, length);
  const halves = [0x1c00, 0x9a66, 0x0000, 0x1e00, 0x8000, 0x0201, 0x2000, 0x9c01];
  setScales(format, bytes, (block, offset) => halves[(block * 5 + offset) % halves.length]);
  // Their scales are no halves: a power of two in one byte.
  if (format.id === "MXFP4") for (let i = 0; i * 17 < length; i++) bytes[17 * i] = 112 + (i % 16);
  return bytes;
}

/** Random bytes whose weights have about this deviation, where scales are halves. */
export function randomWeights(format: QuantFormat, numWeights: number, deviation: number, seed: number): Uint8Array {
  const bytes = randomBytes(seed, (numWeights / format.blockLength) * format.blockBytes);
  setScales(format, bytes, () => floatToHalf(1));
  const weights = new Float32Array(numWeights);
  format.dequantize(bytes, weights);
  const found = Math.sqrt(weights.reduce((sum, weight) => sum + weight * weight, 0) / numWeights);
  setScales(format, bytes, () => floatToHalf(deviation / found));
  return bytes;
}

/** Writes the half-float scales of all blocks. */
function setScales(format: QuantFormat, bytes: Uint8Array, halfOf: (block: number, offset: number) => number): void {
  const offsets = halvesAt[format.id];
  assert(offsets, `unknown blocks of ${format.id}`);
  for (let block = 0; block * format.blockBytes < bytes.length; block++) {
    const at = block * format.blockBytes;
    if (format.id === "IQ1_M") spreadHalf(bytes, at + 49, halfOf(block, 0));
    for (const offset of offsets) {
      const half = halfOf(block, offset);
      bytes[at + offset] = half;
      bytes[at + offset + 1] = half >> 8;
    }
  }
}

/** Four bits in the high half of every second byte from `at` on, the lowest first. */
function spreadHalf(bytes: Uint8Array, at: number, half: number): void {
  for (let i = 0; i < 4; i++) bytes[at + 2 * i] = (bytes[at + 2 * i] & 15) | (((half >> (4 * i)) & 15) << 4);
}
