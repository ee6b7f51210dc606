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
  const offsets = halvesAt[format.id];
  assert(offsets, `unknown blocks of ${format.id}`);
  const halves = [0x1c00, 0x9a66, 0x0000, 0x1e00, 0x8000, 0x0201, 0x2000, 0x9c01];
  for (let block = 0; block * format.blockBytes < length; block++) {
    // Its scale is a power of two, in one byte.
    if (format.id === "MXFP4") bytes[block * format.blockBytes] = 112 + (block % 16);
    if (format.id === "IQ1_M") spreadHalf(bytes, block * format.blockBytes + 49, halves[(block * 5) % halves.length]);
    for (const offset of offsets) {
      const half = halves[(block * 5 + offset) % halves.length];
      bytes[block * format.blockBytes + offset] = half;
      bytes[block * format.blockBytes + offset + 1] = half >> 8;
    }
  }
  return bytes;
}

/** Four bits in the high half of every second byte from `at` on, the lowest first. */
function spreadHalf(bytes: Uint8Array, at: number, half: number): void {
  for (let i = 0; i < 4; i++) bytes[at + 2 * i] = (bytes[at + 2 * i] & 15) | (((half >> (4 * i)) & 15) << 4);
}
