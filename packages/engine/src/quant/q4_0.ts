import { floatToHalf, halfToFloat } from "../core/half.ts";
import type { QuantFormat } from "./quant-format.ts";

const BLOCK_LENGTH = 32;
const BLOCK_BYTES = 18;

/**
 * Blocks of 32 weights: a half d, then 16 bytes; byte i holds weight i in its low and weight 16 + i in its high four
 * bits. x = d·(q − 8).
 * @see ggml-common.h `block_q4_0`
 */
export const q4_0: QuantFormat = {
  id: "Q4_0",
  ggmlType: 2,
  blockLength: BLOCK_LENGTH,
  blockBytes: BLOCK_BYTES,
  dequantize(bytes, out) {
    for (let begin = 0, at = 0; begin < out.length; begin += BLOCK_LENGTH, at += BLOCK_BYTES) {
      const d = halfToFloat(bytes[at] | (bytes[at + 1] << 8));
      for (let i = 0; i < 16; i++) {
        const pair = bytes[at + 2 + i];
        out[begin + i] = d * ((pair & 15) - 8);
        out[begin + 16 + i] = d * ((pair >> 4) - 8);
      }
    }
  },
  quantize(weights, out) {
    for (let begin = 0, at = 0; begin < weights.length; begin += BLOCK_LENGTH, at += BLOCK_BYTES) {
      quantizeBlock(weights.subarray(begin, begin + BLOCK_LENGTH), out.subarray(at, at + BLOCK_BYTES));
    }
  },
};

/** The weight of largest magnitude becomes −8, which exists on one side only: d takes its sign, negated. */
function quantizeBlock(weights: Float32Array, out: Uint8Array): void {
  let largest = 0;
  for (const weight of weights) if (Math.abs(weight) > Math.abs(largest)) largest = weight;
  const d = Math.fround(largest / -8);
  const inverse = d === 0 ? 0 : Math.fround(1 / d);
  const half = floatToHalf(d);
  out[0] = half;
  out[1] = half >> 8;
  const level = (weight: number) => Math.min(15, Math.trunc(Math.fround(Math.fround(weight * inverse) + 8.5)));
  for (let i = 0; i < 16; i++) out[2 + i] = level(weights[i]) | (level(weights[16 + i]) << 4);
}
