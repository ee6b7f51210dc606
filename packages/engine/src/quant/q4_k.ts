import { fitAffineBlock } from "./affine-block.ts";
import { blockByBlock, halfAt } from "./block-reader.ts";
import { blockByBlockWriter } from "./block-writer.ts";
import type { QuantFormat } from "./quant-format.ts";
import { groupMinimum, groupScale, packGroups } from "./six-bit-numbers.ts";

const layout = { id: "Q4_K", ggmlType: 12, blockLength: 256, blockBytes: 144 } as const;
const groups = { groupLength: 32, mostLevel: 15, mostScale: 63, dAt: 0, dminAt: 2 } as const;
const SCALES_AT = 4;
const LEVELS_AT = 16;

/**
 * Blocks of 256 weights in 8 groups of 32: halves d and dmin, 12 bytes with a 6-bit scale and a 6-bit minimum for each
 * group, 128 bytes of levels; 32 bytes serve two groups, the first in their low, the second in their high four bits.
 * x = d·scale·q − dmin·minimum.
 * @see ggml-common.h `block_q4_K`
 */
export const q4_k: QuantFormat = {
  ...layout,
  dequantize: blockByBlock(layout, readBlock),
  quantize: blockByBlockWriter(layout, writeBlock),
};

function readBlock(bytes: Uint8Array, out: Float32Array): void {
  const [d, dmin] = [halfAt(bytes, 0), halfAt(bytes, 2)];
  const packed = bytes.subarray(SCALES_AT, LEVELS_AT);
  for (let group = 0; group < 8; group++) {
    const [scale, minimum] = [d * groupScale(packed, group), dmin * groupMinimum(packed, group)];
    const levels = LEVELS_AT + 32 * (group >> 1);
    const shift = 4 * (group & 1);
    for (let i = 0; i < 32; i++) out[32 * group + i] = scale * ((bytes[levels + i] >> shift) & 15) - minimum;
  }
}

function writeBlock(weights: Float32Array, out: Uint8Array): void {
  const { scales, minima, levels } = fitAffineBlock(weights, groups, out);
  packGroups(scales, minima, out.subarray(SCALES_AT, LEVELS_AT));
  for (let i = 0; i < 256; i++) out[LEVELS_AT + 32 * (i >> 6) + (i & 31)] |= levels[i] << (4 * ((i >> 5) & 1));
}
