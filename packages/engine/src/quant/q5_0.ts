import { blockByBlock, halfAt } from "./block-reader.ts";
import { blockByBlockWriter, writeHalf } from "./block-writer.ts";
import { fitScale, symmetricLevel } from "./fit-symmetric.ts";
import { fiveBits, writeFiveBits } from "./five-bits.ts";
import type { QuantFormat } from "./quant-format.ts";

const layout = { id: "Q5_0", ggmlType: 6, blockLength: 32, blockBytes: 22 } as const;

/**
 * Blocks of 32 weights: a half d, 4 bytes whose bit i is the fifth bit of weight i, then 16 bytes as in Q4_0.
 * x = d·(q − 16).
 * @see ggml-common.h `block_q5_0`
 */
export const q5_0: QuantFormat = {
  ...layout,
  keptAs: "Q8_0",
  dequantize: blockByBlock(layout, readBlock),
  quantize: blockByBlockWriter(layout, writeBlock),
};

function readBlock(bytes: Uint8Array, out: Float32Array): void {
  const d = halfAt(bytes, 0);
  for (let i = 0; i < 32; i++) out[i] = d * (fiveBits(bytes, 2, i) - 16);
}

function writeBlock(weights: Float32Array, out: Uint8Array): void {
  const d = writeHalf(out, 0, fitScale(weights, 0, 32, 16));
  const inverse = d === 0 ? 0 : 1 / d;
  for (let i = 0; i < 32; i++) writeFiveBits(out, 2, i, symmetricLevel(weights[i] * inverse, 16) + 16);
}
