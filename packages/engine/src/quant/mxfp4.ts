import { blockByBlock } from "./block-reader.ts";
import { fp4Levels } from "./fp4-levels.ts";
import type { QuantFormat } from "./quant-format.ts";

const layout = { id: "MXFP4", ggmlType: 39, blockLength: 32, blockBytes: 17 } as const;

/**
 * Blocks of 32 weights: a byte e, then 16 bytes as in Q4_0 of numbers with a sign, two bits of exponent and one of
 * fraction. The levels are twice these numbers: x = 2^(e − 128)·level[q].
 * @see https://www.opencompute.org/documents/ocp-microscaling-formats-mx-v1-0-spec-final-pdf, ggml-common.h `block_mxfp4`
 */
export const mxfp4: QuantFormat = { ...layout, keptAs: "Q8_0", dequantize: blockByBlock(layout, readBlock) };

function readBlock(bytes: Uint8Array, out: Float32Array): void {
  const scale = 2 ** (bytes[0] - 128);
  for (let i = 0; i < 16; i++) {
    out[i] = scale * fp4Levels[bytes[1 + i] & 15];
    out[16 + i] = scale * fp4Levels[bytes[1 + i] >> 4];
  }
}
