import { blockByBlock, halfAt, wordAt } from "./block-reader.ts";
import { evenSigns, putPoint } from "./grid.ts";
import { iq2XxsGrid } from "./iq2_xxs-grid.ts";
import type { QuantFormat } from "./quant-format.ts";

const layout = { id: "IQ2_XXS", ggmlType: 16, blockLength: 256, blockBytes: 66 } as const;

/**
 * Blocks of 256 weights: a half d, then 8 bytes for each 32: four bytes of points of eight weights, then 32 bits with
 * seven signs a point and, at the top, a scale of four bits. x = ±d·(2·scale + 1)/8·point.
 * @see ggml-common.h `block_iq2_xxs`
 */
export const iq2_xxs: QuantFormat = { ...layout, keptAs: "Q8_0", dequantize: blockByBlock(layout, readBlock) };

function readBlock(bytes: Uint8Array, out: Float32Array): void {
  const d = halfAt(bytes, 0) / 8;
  for (let group = 0; group < 8; group++) {
    const at = 2 + 8 * group;
    const packed = wordAt(bytes, at + 4);
    const scale = d * (2 * (packed >>> 28) + 1);
    for (let k = 0; k < 4; k++) {
      const signs = evenSigns((packed >> (7 * k)) & 127);
      putPoint(out, 32 * group + 8 * k, iq2XxsGrid, bytes[at + k], scale, signs);
    }
  }
}
