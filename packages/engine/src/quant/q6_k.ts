import { blockByBlock, halfAt } from "./block-reader.ts";
import { blockByBlockWriter } from "./block-writer.ts";
import type { QuantFormat } from "./quant-format.ts";
import { fitSymmetricBlock } from "./symmetric-block.ts";

const layout = { id: "Q6_K", ggmlType: 14, blockLength: 256, blockBytes: 210 } as const;
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
  ...layout,
  dequantize: blockByBlock(layout, readBlock),
  quantize: blockByBlockWriter(layout, writeBlock),
};

function readBlock(bytes: Uint8Array, out: Float32Array): void {
  const d = halfAt(bytes, D_AT);
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

function writeBlock(weights: Float32Array, out: Uint8Array): void {
  const { scales, levels } = fitSymmetricBlock(weights, { n: 32, m: 128, dAt: D_AT }, out);
  out.set(new Uint8Array(scales.buffer), SCALES_AT);
  for (let part = 0; part < 8; part++) {
    const { low, lowShift, high, highShift } = levelPlace(part);
    for (let i = 0; i < 32; i++) {
      const level = levels[32 * part + i] + 32;
      out[low + i] |= (level & 15) << lowShift;
      out[high + i] |= (level >> 4) << highShift;
    }
  }
}
