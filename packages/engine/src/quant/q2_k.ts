import { fitAffineBlock } from "./affine-block.ts";
import { blockByBlock, halfAt } from "./block-reader.ts";
import { blockByBlockWriter } from "./block-writer.ts";
import type { QuantFormat } from "./quant-format.ts";

const layout = { id: "Q2_K", ggmlType: 10, blockLength: 256, blockBytes: 84 } as const;
const groups = { groupLength: 16, mostLevel: 3, mostScale: 15, dAt: 80, dminAt: 82 } as const;
const LEVELS_AT = 16;

/**
 * Blocks of 256 weights in 16 groups of 16: 16 bytes with a group's scale in the low and its minimum in the high four
 * bits, 64 bytes of levels, then halves d and dmin. x = d·scale·q − dmin·minimum.
 *
 * Weight 32·k + i of a half (k < 4, i < 32) has its two bits at bit 2·k of byte i of the half's 32.
 * @see ggml-common.h `block_q2_K`
 */
export const q2_k: QuantFormat = {
  ...layout,
  keptAs: "Q8_0",
  dequantize: blockByBlock(layout, readBlock),
  quantize: blockByBlockWriter(layout, writeBlock),
};

/** The byte that has the levels of weight i, and how far up. */
const byteOf = (i: number): number => LEVELS_AT + 32 * (i >> 7) + (i & 31);
const shiftOf = (i: number): number => 2 * ((i >> 5) & 3);

function readBlock(bytes: Uint8Array, out: Float32Array): void {
  const [d, dmin] = [halfAt(bytes, groups.dAt), halfAt(bytes, groups.dminAt)];
  for (let i = 0; i < 256; i++) {
    const packed = bytes[i >> 4];
    const level = (bytes[byteOf(i)] >> shiftOf(i)) & 3;
    out[i] = d * (packed & 15) * level - dmin * (packed >> 4);
  }
}

function writeBlock(weights: Float32Array, out: Uint8Array): void {
  const { scales, minima, levels } = fitAffineBlock(weights, groups, out);
  for (let group = 0; group < 16; group++) out[group] = scales[group] | (minima[group] << 4);
  for (let i = 0; i < 256; i++) out[byteOf(i)] |= levels[i] << shiftOf(i);
}
