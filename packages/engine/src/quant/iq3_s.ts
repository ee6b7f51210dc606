import { blockByBlock, halfAt } from "./block-reader.ts";
import { putPoint } from "./grid.ts";
import { iq3SGrid } from "./iq3_s-grid.ts";
import type { QuantFormat } from "./quant-format.ts";

const layout = { id: "IQ3_S", ggmlType: 21, blockLength: 256, blockBytes: 110 } as const;

/**
 * Blocks of 256 weights in 64 points of four: a half d, a byte a point with the low bits of its index, 8 bytes with the
 * ninth bits, 32 bytes of signs, a bit a weight, then a scale of four bits for each 32 weights. x = ±d·(2·scale + 1)·point.
 * @see ggml-common.h `block_iq3_s`
 */
export const iq3_s: QuantFormat = { ...layout, keptAs: "Q8_0", dequantize: blockByBlock(layout, readBlock) };

function readBlock(bytes: Uint8Array, out: Float32Array): void {
  const d = halfAt(bytes, 0);
  for (let k = 0; k < 64; k++) {
    const group = k >> 3;
    const ninth = (bytes[66 + group] >> (k & 7)) & 1;
    const scale = d * (2 * ((bytes[106 + (group >> 1)] >> (4 * (group & 1))) & 15) + 1);
    const signs = bytes[74 + (k >> 1)] >> (4 * (k & 1));
    putPoint(out, 4 * k, iq3SGrid, bytes[2 + k] | (ninth << 8), scale, signs);
  }
}
