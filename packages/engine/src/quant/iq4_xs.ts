import { blockByBlock, halfAt } from "./block-reader.ts";
import { iq4Levels } from "./iq4-levels.ts";
import type { QuantFormat } from "./quant-format.ts";

const layout = { id: "IQ4_XS", ggmlType: 23, blockLength: 256, blockBytes: 136 } as const;

/**
 * Blocks of 256 weights in 8 groups of 32: a half d, 16 bits with the high two bits of each group's scale, 4 bytes with
 * their low four bits, then 16 bytes of levels for each group as in IQ4_NL. x = d·(scale − 32)·level[q].
 * @see ggml-common.h `block_iq4_xs`
 */
export const iq4_xs: QuantFormat = { ...layout, keptAs: "Q8_0", dequantize: blockByBlock(layout, readBlock) };

function readBlock(bytes: Uint8Array, out: Float32Array): void {
  const d = halfAt(bytes, 0);
  const high = bytes[2] | (bytes[3] << 8);
  for (let group = 0; group < 8; group++) {
    const low = (bytes[4 + (group >> 1)] >> (4 * (group & 1))) & 15;
    const scale = d * ((low | (((high >> (2 * group)) & 3) << 4)) - 32);
    for (let i = 0; i < 16; i++) {
      const pair = bytes[8 + 16 * group + i];
      out[32 * group + i] = scale * iq4Levels[pair & 15];
      out[32 * group + 16 + i] = scale * iq4Levels[pair >> 4];
    }
  }
}
