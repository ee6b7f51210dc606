import { fitAffineBlock } from "./affine-block.ts";
import { blockByBlock, halfAt } from "./block-reader.ts";
import { blockByBlockWriter } from "./block-writer.ts";
import type { QuantFormat } from "./quant-format.ts";
import { groupMinimum, groupScale, packGroups } from "./six-bit-numbers.ts";

const layout = { id: "Q5_K", ggmlType: 13, blockLength: 256, blockBytes: 176 } as const;
const groups = { groupLength: 32, mostLevel: 31, mostScale: 63, dAt: 0, dminAt: 2 } as const;
const SCALES_AT = 4;
const HIGH_AT = 16;
const LOW_AT = 48;

/**
 * Blocks of 256 weights in 8 groups of 32: halves d and dmin, 12 bytes with a 6-bit scale and a 6-bit minimum for each
 * group, 32 bytes of the levels' fifth bits, 128 bytes of the others as in Q4_K. x = d·scale·q − dmin·minimum.
 *
 * The fifth bit of weight i of a group is the group's bit of byte i.
 * @see ggml-common.h `block_q5_K`
 */
export const q5_k: QuantFormat = {
  ...layout,
  dequantize: blockByBlock(layout, readBlock),
  quantize: blockByBlockWriter(layout, writeBlock),
};

function readBlock(bytes: Uint8Array, out: Float32Array): void {
  const [d, dmin] = [halfAt(bytes, 0), halfAt(bytes, 2)];
  const packed = bytes.subarray(SCALES_AT, HIGH_AT);
  for (let group = 0; group < 8; group++) {
    const [scale, minimum] = [d * groupScale(packed, group), dmin * groupMinimum(packed, group)];
    for (let i = 0; i < 32; i++) {
      const low = (bytes[LOW_AT + 32 * (group >> 1) + i] >> (4 * (group & 1))) & 15;
      out[32 * group + i] = scale * (low | (((bytes[HIGH_AT + i] >> group) & 1) << 4)) - minimum;
    }
  }
}

function writeBlock(weights: Float32Array, out: Uint8Array): void {
  const { scales, minima, levels } = fitAffineBlock(weights, groups, out);
  packGroups(scales, minima, out.subarray(SCALES_AT, HIGH_AT));
  for (let i = 0; i < 256; i++) {
    out[LOW_AT + 32 * (i >> 6) + (i & 31)] |= (levels[i] & 15) << (4 * ((i >> 5) & 1));
    out[HIGH_AT + (i & 31)] |= (levels[i] >> 4) << (i >> 5);
  }
}
