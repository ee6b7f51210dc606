import { blockByBlock, halfAt } from "./block-reader.ts";
import { evenSigns, putPoint } from "./grid.ts";
import { iq2XsGrid } from "./iq2_xs-grid.ts";
import type { QuantFormat } from "./quant-format.ts";

const layout = { id: "IQ2_XS", ggmlType: 17, blockLength: 256, blockBytes: 74 } as const;

/**
 * Blocks of 256 weights in 32 points of eight: a half d, 16 bits a point, nine of them its index and seven its signs,
 * then a scale of four bits for every two points. x = ±d·(2·scale + 1)/8·point.
 * @see ggml-common.h `block_iq2_xs`
 */
export const iq2_xs: QuantFormat = { ...layout, keptAs: "Q8_0", dequantize: blockByBlock(layout, readBlock) };

function readBlock(bytes: Uint8Array, out: Float32Array): void {
  const d = halfAt(bytes, 0) / 8;
  for (let k = 0; k < 32; k++) {
    const packed = bytes[2 + 2 * k] | (bytes[3 + 2 * k] << 8);
    const scale = d * (2 * ((bytes[66 + (k >> 2)] >> (2 * (k & 2))) & 15) + 1);
    putPoint(out, 8 * k, iq2XsGrid, packed & 511, scale, evenSigns(packed >> 9));
  }
}
