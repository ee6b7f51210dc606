import { blockByBlock, halfAt } from "./block-reader.ts";
import { putPoint } from "./grid.ts";
import { iq2SGrid } from "./iq2_s-grid.ts";
import type { QuantFormat } from "./quant-format.ts";

const layout = { id: "IQ2_S", ggmlType: 22, blockLength: 256, blockBytes: 82 } as const;

/**
 * Blocks of 256 weights in 32 points of eight: a half d, a byte a point with the low bits of its index, a byte a point
 * with its signs, two bits a point with the high bits of its index, then a scale of four bits for every two points.
 * x = ±d·(2·scale + 1)/8·point.
 * @see ggml-common.h `block_iq2_s`
 */
export const iq2_s: QuantFormat = { ...layout, keptAs: "Q8_0", dequantize: blockByBlock(layout, readBlock) };

function readBlock(bytes: Uint8Array, out: Float32Array): void {
  const d = halfAt(bytes, 0) / 8;
  for (let k = 0; k < 32; k++) {
    const high = (bytes[66 + (k >> 2)] >> (2 * (k & 3))) & 3;
    const scale = d * (2 * ((bytes[74 + (k >> 2)] >> (2 * (k & 2))) & 15) + 1);
    putPoint(out, 8 * k, iq2SGrid, bytes[2 + k] | (high << 8), scale, bytes[34 + k]);
  }
}
