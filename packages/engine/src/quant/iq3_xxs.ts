import { blockByBlock, halfAt, wordAt } from "./block-reader.ts";
import { evenSigns, putPoint } from "./grid.ts";
import { iq3XxsGrid } from "./iq3_xxs-grid.ts";
import type { QuantFormat } from "./quant-format.ts";

const layout = { id: "IQ3_XXS", ggmlType: 18, blockLength: 256, blockBytes: 98 } as const;

/**
 * Blocks of 256 weights: a half d, 64 bytes of points of four weights, then 32 bits for each 32 weights, with seven
 * signs for every two points and, at the top, a scale of four bits. x = ±d·(2·scale + 1)/4·point.
 * @see ggml-common.h `block_iq3_xxs`
 */
export const iq3_xxs: QuantFormat = { ...layout, keptAs: "Q8_0", dequantize: blockByBlock(layout, readBlock) };

function readBlock(bytes: Uint8Array, out: Float32Array): void {
  const d = halfAt(bytes, 0) / 4;
  for (let group = 0; group < 8; group++) {
    const packed = wordAt(bytes, 66 + 4 * group);
    const scale = d * (2 * (packed >>> 28) + 1);
    for (let k = 0; k < 8; k++) {
      const signs = evenSigns((packed >> (7 * (k >> 1))) & 127) >> (4 * (k & 1));
      putPoint(out, 32 * group + 4 * k, iq3XxsGrid, bytes[2 + 8 * group + k], scale, signs);
    }
  }
}
