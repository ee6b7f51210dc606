import { floatToHalf, halfToFloat } from "../core/half.ts";
import type { QuantFormat } from "./quant-format.ts";

const BLOCK_LENGTH = 256;
const BLOCK_BYTES = 210;
const HIGH_AT = 128;
const SCALES_AT = 192;
const D_AT = 208;

/**
 * Blocks of 256 weights in 16 groups of 16: 128 bytes of the levels' low four bits, 64 bytes of their high two bits,
 * a signed byte of scale for each group, and last a half d. x = d·scale·(q − 32).
 *
 * Each half of 128 weights has 64 low bytes and 32 high bytes. Weight 32·k + i of a half (k < 4, i < 32) has its low
 * bits in byte 32·(k mod 2) + i, the lower four for k < 2, and its high bits at bit 2·k of byte i.
 * @see ggml-common.h `block_q6_K`
 */
export const q6_k: QuantFormat = {
  id: "Q6_K",
  ggmlType: 14,
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
  const d = halfToFloat(bytes[D_AT] | (bytes[D_AT + 1] << 8));
  for (let part = 0; part < 8; part++) {
    const { low, lowShift, high, highShift } = levelPlace(part);
    for (let i = 0; i < 32; i++) {
      const level = ((bytes[low + i] >> lowShift) & 15) | (((bytes[high + i] >> highShift) & 3) << 4);
      out[32 * part + i] = d * signedByte(bytes[SCALES_AT + 2 * part + (i >> 4)]) * (level - 32);
    }
  }
}

/** Where the levels of weights 32·part … 32·part + 31 begin, and by how many bits they are shifted there. */
function levelPlace(part: number) {
  const half = part >> 2;
  const k = part & 3;
  return {
    low: 64 * half + 32 * (k & 1),
    lowShift: 4 * (k >> 1),
    high: HIGH_AT + 32 * half,
    highShift: 2 * k,
  };
}

function signedByte(byte: number): number {
  return (byte << 24) >> 24;
}

/** In each group the weight of largest magnitude becomes level −32, which exists on one side only. */
function quantizeBlock(weights: Float32Array, out: Uint8Array): void {
  const scales = new Float32Array(16);
  let largest = 0;
  for (let group = 0; group < 16; group++) {
    let extreme = 0;
    for (const weight of weights.subarray(16 * group, 16 * group + 16)) {
      if (Math.abs(weight) > Math.abs(extreme)) extreme = weight;
    }
    scales[group] = extreme / -32;
    largest = Math.max(largest, Math.abs(scales[group]));
  }
  const half = floatToHalf(largest / 127);
  const d = halfToFloat(half);
  out[D_AT] = half;
  out[D_AT + 1] = half >> 8;
  for (let group = 0; group < 16; group++) {
    const scale = d === 0 ? 0 : Math.round(scales[group] / d);
    out[SCALES_AT + group] = Math.max(-127, Math.min(127, scale));
  }
  writeLevels(weights, d, out);
}

/** Levels are chosen against the scales as stored, so that rounding those does not add to the error. */
function writeLevels(weights: Float32Array, d: number, out: Uint8Array): void {
  out.fill(0, 0, SCALES_AT);
  for (let part = 0; part < 8; part++) {
    const { low, lowShift, high, highShift } = levelPlace(part);
    for (let i = 0; i < 32; i++) {
      const scale = d * signedByte(out[SCALES_AT + 2 * part + (i >> 4)]);
      const rounded = scale === 0 ? 0 : Math.round(weights[32 * part + i] / scale);
      const level = Math.max(-32, Math.min(31, rounded)) + 32;
      out[low + i] |= (level & 15) << lowShift;
      out[high + i] |= (level >> 4) << highShift;
    }
  }
}
