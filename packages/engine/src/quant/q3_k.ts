import { blockByBlock, halfAt } from "./block-reader.ts";
import type { QuantFormat } from "./quant-format.ts";

const layout = { id: "Q3_K", ggmlType: 11, blockLength: 256, blockBytes: 110 } as const;

/**
 * Blocks of 256 weights in 16 groups of 16: 32 bytes of the levels' third bits, 64 bytes of their low two bits as in
 * Q2_K, 12 bytes of 6-bit scales, then a half d. x = d·(scale − 32)·(q − 4).
 *
 * The third bit of weight 32·k + i (k < 8, i < 32) is bit k of byte i.
 * @see ggml-common.h `block_q3_K`
 */
export const q3_k: QuantFormat = { ...layout, keptAs: "Q8_0", dequantize: blockByBlock(layout, readBlock) };

/** Low four bits: of byte `group` for the first eight groups, the high half of byte group − 8 for the others. */
function scaleOf(bytes: Uint8Array, group: number): number {
  const low = (bytes[96 + (group & 7)] >> (4 * (group >> 3))) & 15;
  return low | (((bytes[104 + (group & 3)] >> (2 * (group >> 2))) & 3) << 4);
}

function readBlock(bytes: Uint8Array, out: Float32Array): void {
  const d = halfAt(bytes, 108);
  for (let i = 0; i < 256; i++) {
    const low = (bytes[32 + 32 * (i >> 7) + (i & 31)] >> (2 * ((i >> 5) & 3))) & 3;
    const high = (bytes[i & 31] >> (i >> 5)) & 1;
    out[i] = d * (scaleOf(bytes, i >> 4) - 32) * ((low | (high << 2)) - 4);
  }
}
