import { blockByBlock, halfAt } from "./block-reader.ts";
import { putShiftedPoint } from "./iq1-points.ts";
import type { QuantFormat } from "./quant-format.ts";

const layout = { id: "IQ1_S", ggmlType: 19, blockLength: 256, blockBytes: 50 } as const;

/**
 * Blocks of 256 weights: a half d, a byte for each eight weights with the low bits of their point's index, then 16 bits
 * for each 32 weights: three high bits of four indices, a scale of three bits, and the direction of the shift.
 * x = d·(2·scale + 1)·(point ± 1/8).
 * @see ggml-common.h `block_iq1_s`
 */
export const iq1_s: QuantFormat = { ...layout, keptAs: "Q8_0", dequantize: blockByBlock(layout, readBlock) };

function readBlock(bytes: Uint8Array, out: Float32Array): void {
  const d = halfAt(bytes, 0);
  for (let group = 0; group < 8; group++) {
    const packed = bytes[34 + 2 * group] | (bytes[35 + 2 * group] << 8);
    const scale = d * (2 * ((packed >> 12) & 7) + 1);
    for (let k = 0; k < 4; k++) {
      const index = bytes[2 + 4 * group + k] | (((packed >> (3 * k)) & 7) << 8);
      putShiftedPoint(out, 32 * group + 8 * k, index, scale, packed >> 15 === 1);
    }
  }
}
