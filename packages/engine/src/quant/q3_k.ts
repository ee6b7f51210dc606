import { blockByBlock, halfAt } from "./block-reader.ts";
import { blockByBlockWriter } from "./block-writer.ts";
import type { QuantFormat } from "./quant-format.ts";
import { fitSymmetricBlock } from "./symmetric-block.ts";

const layout = { id: "Q3_K", ggmlType: 11, blockLength: 256, blockBytes: 110 } as const;
const LOW_AT = 32;
const SCALES_AT = 96;
const D_AT = 108;

/**
 * Blocks of 256 weights in 16 groups of 16: 32 bytes of the levels' third bits, 64 bytes of their low two bits as in
 * Q2_K, 12 bytes of 6-bit scales, then a half d. x = d·(scale − 32)·(q − 4).
 *
 * The third bit of weight 32·k + i (k < 8, i < 32) is bit k of byte i. Of a scale, the low four bits are in byte
 * `group` for the first eight groups, in the high half of byte group − 8 for the others.
 * @see ggml-common.h `block_q3_K`
 */
export const q3_k: QuantFormat = {
  ...layout,
  keptAs: "Q8_0",
  dequantize: blockByBlock(layout, readBlock),
  quantize: blockByBlockWriter(layout, writeBlock),
};

function scaleOf(bytes: Uint8Array, group: number): number {
  const low = (bytes[SCALES_AT + (group & 7)] >> (4 * (group >> 3))) & 15;
  return low | (((bytes[SCALES_AT + 8 + (group & 3)] >> (2 * (group >> 2))) & 3) << 4);
}

function readBlock(bytes: Uint8Array, out: Float32Array): void {
  const d = halfAt(bytes, D_AT);
  for (let i = 0; i < 256; i++) {
    const low = (bytes[LOW_AT + 32 * (i >> 7) + (i & 31)] >> (2 * ((i >> 5) & 3))) & 3;
    const high = (bytes[i & 31] >> (i >> 5)) & 1;
    out[i] = d * (scaleOf(bytes, i >> 4) - 32) * ((low | (high << 2)) - 4);
  }
}

function writeBlock(weights: Float32Array, out: Uint8Array): void {
  const { scales, levels } = fitSymmetricBlock(weights, { n: 4, m: 32, dAt: D_AT }, out);
  for (let group = 0; group < 16; group++) {
    const scale = scales[group] + 32;
    out[SCALES_AT + (group & 7)] |= (scale & 15) << (4 * (group >> 3));
    out[SCALES_AT + 8 + (group & 3)] |= (scale >> 4) << (2 * (group >> 2));
  }
  for (let i = 0; i < 256; i++) {
    const level = levels[i] + 4;
    out[LOW_AT + 32 * (i >> 7) + (i & 31)] |= (level & 3) << (2 * ((i >> 5) & 3));
    out[i & 31] |= (level >> 2) << (i >> 5);
  }
}
