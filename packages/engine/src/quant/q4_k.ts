import { floatToHalf, halfToFloat } from "../core/half.ts";
import type { QuantFormat } from "./quant-format.ts";
import { groupMinimum, groupScale } from "./six-bit-numbers.ts";

const BLOCK_LENGTH = 256;
const BLOCK_BYTES = 144;
const SCALES_AT = 4;
const LEVELS_AT = 16;

/**
 * Blocks of 256 weights in 8 groups of 32: halves d and dmin, 12 bytes with a 6-bit scale and a 6-bit minimum for each
 * group, 128 bytes of levels; 32 bytes serve two groups, the first in their low, the second in their high four bits.
 * x = d·scale·q − dmin·minimum.
 * @see ggml-common.h `block_q4_K`
 */
export const q4_k: QuantFormat = {
  id: "Q4_K",
  ggmlType: 12,
  blockLength: BLOCK_LENGTH,
  blockBytes: BLOCK_BYTES,
  dequantize(bytes, out) {
    for (let begin = 0, at = 0; begin < out.length; begin += BLOCK_LENGTH, at += BLOCK_BYTES) {
      dequantizeBlock(bytes.subarray(at, at + BLOCK_BYTES), out.subarray(begin, begin + BLOCK_LENGTH));
    }
  },
  quantize(weights, out) {
    for (let begin = 0, at = 0; begin < weights.length; begin += BLOCK_LENGTH, at += BLOCK_BYTES) {
      quantizeBlock(weights.subarray(begin, begin + BLOCK_LENGTH), out.subarray(at, at + BLOCK_BYTES));
    }
  },
};

function dequantizeBlock(bytes: Uint8Array, out: Float32Array): void {
  const d = halfToFloat(bytes[0] | (bytes[1] << 8));
  const dmin = halfToFloat(bytes[2] | (bytes[3] << 8));
  const packed = bytes.subarray(SCALES_AT, LEVELS_AT);
  for (let group = 0; group < 8; group++) {
    const scale = d * groupScale(packed, group);
    const minimum = dmin * groupMinimum(packed, group);
    const levels = LEVELS_AT + 32 * (group >> 1);
    const shift = 4 * (group & 1);
    for (let i = 0; i < 32; i++) out[32 * group + i] = scale * ((bytes[levels + i] >> shift) & 15) - minimum;
  }
}

/** Each group spans from its smallest weight (at most 0) to its largest in 15 equal steps, rounded to the nearest. */
function quantizeBlock(weights: Float32Array, out: Uint8Array): void {
  const scales = new Float32Array(8);
  const minima = new Float32Array(8);
  for (let group = 0; group < 8; group++) {
    let low = 0;
    let high = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < 32; i++) {
      low = Math.min(low, weights[32 * group + i]);
      high = Math.max(high, weights[32 * group + i]);
    }
    scales[group] = (high - low) / 15;
    minima[group] = -low;
  }
  const d = floatToHalf(Math.max(...scales) / 63);
  const dmin = floatToHalf(Math.max(...minima) / 63);
  out[0] = d;
  out[1] = d >> 8;
  out[2] = dmin;
  out[3] = dmin >> 8;
  packScales(sixBits(scales, halfToFloat(d)), sixBits(minima, halfToFloat(dmin)), out.subarray(SCALES_AT, LEVELS_AT));
  writeLevels(weights, out);
}

function sixBits(values: Float32Array, unit: number): Uint8Array {
  return Uint8Array.from(values, (value) => (unit === 0 ? 0 : Math.min(63, Math.round(value / unit))));
}

function packScales(scales: Uint8Array, minima: Uint8Array, out: Uint8Array): void {
  for (let i = 0; i < 4; i++) {
    out[i] = scales[i] | ((scales[i + 4] >> 4) << 6);
    out[i + 4] = minima[i] | ((minima[i + 4] >> 4) << 6);
    out[i + 8] = (scales[i + 4] & 15) | ((minima[i + 4] & 15) << 4);
  }
}

/** Levels are chosen against the scales as stored, so that rounding those does not add to the error. */
function writeLevels(weights: Float32Array, out: Uint8Array): void {
  const d = halfToFloat(out[0] | (out[1] << 8));
  const dmin = halfToFloat(out[2] | (out[3] << 8));
  const packed = out.subarray(SCALES_AT, LEVELS_AT);
  out.fill(0, LEVELS_AT);
  for (let group = 0; group < 8; group++) {
    const scale = d * groupScale(packed, group);
    const minimum = dmin * groupMinimum(packed, group);
    for (let i = 0; i < 32; i++) {
      const level = scale === 0 ? 0 : Math.round((weights[32 * group + i] + minimum) / scale);
      out[LEVELS_AT + 32 * (group >> 1) + i] |= Math.max(0, Math.min(15, level)) << (4 * (group & 1));
    }
  }
}
