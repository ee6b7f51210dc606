import { blockByBlock, halfAt } from "./block-reader.ts";
import { blockByBlockWriter, writeHalf } from "./block-writer.ts";
import { fitScale, symmetricLevel } from "./fit-symmetric.ts";
import type { QuantFormat } from "./quant-format.ts";

const layout = { id: "Q4_0", ggmlType: 2, blockLength: 32, blockBytes: 18 } as const;

/**
 * Blocks of 32 weights: a half d, then 16 bytes; byte i holds weight i in its low and weight 16 + i in its high four
 * bits. x = d·(q − 8).
 * @see ggml-common.h `block_q4_0`
 */
export const q4_0: QuantFormat = {
  ...layout,
  dequantize: blockByBlock(layout, readBlock),
  quantize: blockByBlockWriter(layout, writeBlock),
};

function readBlock(bytes: Uint8Array, out: Float32Array): void {
  const d = halfAt(bytes, 0);
  for (let i = 0; i < 16; i++) {
    out[i] = d * ((bytes[2 + i] & 15) - 8);
    out[16 + i] = d * ((bytes[2 + i] >> 4) - 8);
  }
}

function writeBlock(weights: Float32Array, out: Uint8Array): void {
  const d = writeHalf(out, 0, fitScale(weights, 0, 32, 8));
  const inverse = d === 0 ? 0 : 1 / d;
  const level = (i: number) => symmetricLevel(weights[i] * inverse, 8) + 8;
  for (let i = 0; i < 16; i++) out[2 + i] = level(i) | (level(16 + i) << 4);
}
