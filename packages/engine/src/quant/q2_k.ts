import { blockByBlock, halfAt } from "./block-reader.ts";
import type { QuantFormat } from "./quant-format.ts";

const layout = { id: "Q2_K", ggmlType: 10, blockLength: 256, blockBytes: 84 } as const;

/**
 * Blocks of 256 weights in 16 groups of 16: 16 bytes with a group's scale in the low and its minimum in the high four
 * bits, 64 bytes of levels, then halves d and dmin. x = d·scale·q − dmin·minimum.
 *
 * Weight 32·k + i of a half (k < 4, i < 32) has its two bits at bit 2·k of byte i of the half's 32.
 * @see ggml-common.h `block_q2_K`
 */
export const q2_k: QuantFormat = { ...layout, keptAs: "Q8_0", dequantize: blockByBlock(layout, readBlock) };

function readBlock(bytes: Uint8Array, out: Float32Array): void {
  const [d, dmin] = [halfAt(bytes, 80), halfAt(bytes, 82)];
  for (let i = 0; i < 256; i++) {
    const packed = bytes[i >> 4];
    const level = (bytes[16 + 32 * (i >> 7) + (i & 31)] >> (2 * ((i >> 5) & 3))) & 3;
    out[i] = d * (packed & 15) * level - dmin * (packed >> 4);
  }
}
