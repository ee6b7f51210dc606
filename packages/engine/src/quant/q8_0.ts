import { floatToHalf, halfToFloat } from "../core/half.ts";
import type { QuantFormat } from "./quant-format.ts";

const BLOCK_LENGTH = 32;
const BLOCK_BYTES = 34;

/**
 * Blocks of 32 weights: a half d, then 32 signed bytes q. x = d·q.
 * @see ggml-common.h `block_q8_0`
 */
export const q8_0: QuantFormat = {
  id: "Q8_0",
  ggmlType: 8,
  blockLength: BLOCK_LENGTH,
  blockBytes: BLOCK_BYTES,
  dequantize(bytes, out) {
    for (let begin = 0, at = 0; begin < out.length; begin += BLOCK_LENGTH, at += BLOCK_BYTES) {
      const d = halfToFloat(bytes[at] | (bytes[at + 1] << 8));
      for (let i = 0; i < BLOCK_LENGTH; i++) out[begin + i] = d * ((bytes[at + 2 + i] << 24) >> 24);
    }
  },
  quantize(weights, out) {
    for (let begin = 0, at = 0; begin < weights.length; begin += BLOCK_LENGTH, at += BLOCK_BYTES) {
      quantizeBlock(weights.subarray(begin, begin + BLOCK_LENGTH), out.subarray(at, at + BLOCK_BYTES));
    }
  },
};

/** The largest magnitude becomes ±127. The quotients are rounded with the exact d, not with the half that is stored. */
function quantizeBlock(weights: Float32Array, out: Uint8Array): void {
  let largest = 0;
  for (const weight of weights) largest = Math.max(largest, Math.abs(weight));
  const d = Math.fround(largest / 127);
  const inverse = d === 0 ? 0 : Math.fround(1 / d);
  const half = floatToHalf(d);
  out[0] = half;
  out[1] = half >> 8;
  for (let i = 0; i < weights.length; i++) out[2 + i] = roundAwayFromZero(Math.fround(weights[i] * inverse));
}

function roundAwayFromZero(x: number): number {
  return Math.sign(x) * Math.round(Math.abs(x));
}
