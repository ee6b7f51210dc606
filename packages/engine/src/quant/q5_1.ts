import { blockByBlock, halfAt } from "./block-reader.ts";
import { blockByBlockWriter, writeHalf, writeUnit } from "./block-writer.ts";
import { affineLevel, fitAffine } from "./fit-affine.ts";
import { fiveBits, writeFiveBits } from "./five-bits.ts";
import type { QuantFormat } from "./quant-format.ts";

const layout = { id: "Q5_1", ggmlType: 7, blockLength: 32, blockBytes: 24 } as const;

/**
 * Blocks of 32 weights: halves d and m, 4 bytes whose bit i is the fifth bit of weight i, then 16 bytes as in Q4_1.
 * x = d·q + m.
 * @see ggml-common.h `block_q5_1`
 */
export const q5_1: QuantFormat = {
  ...layout,
  keptAs: "Q8_0",
  dequantize: blockByBlock(layout, readBlock),
  quantize: blockByBlockWriter(layout, writeBlock),
};

function readBlock(bytes: Uint8Array, out: Float32Array): void {
  const [d, m] = [halfAt(bytes, 0), halfAt(bytes, 2)];
  for (let i = 0; i < 32; i++) out[i] = d * fiveBits(bytes, 4, i) + m;
}

function writeBlock(weights: Float32Array, out: Uint8Array): void {
  const { scale, minimum } = fitAffine(weights, 0, 32, 31, false);
  const [d, m] = [writeUnit(out, 0, scale), writeHalf(out, 2, minimum)];
  const inverse = d === 0 ? 0 : 1 / d;
  for (let i = 0; i < 32; i++) writeFiveBits(out, 4, i, affineLevel((weights[i] - m) * inverse, 31));
}
