import { blockByBlock, halfAt } from "./block-reader.ts";
import { blockByBlockWriter, writeHalf, writeUnit } from "./block-writer.ts";
import { affineLevel, fitAffine } from "./fit-affine.ts";
import type { QuantFormat } from "./quant-format.ts";

const layout = { id: "Q4_1", ggmlType: 3, blockLength: 32, blockBytes: 20 } as const;

/**
 * Blocks of 32 weights: halves d and m, then 16 bytes; byte i holds weight i in its low and weight 16 + i in its high
 * four bits. x = d·q + m.
 * @see ggml-common.h `block_q4_1`
 */
export const q4_1: QuantFormat = {
  ...layout,
  keptAs: "Q8_0",
  dequantize: blockByBlock(layout, readBlock),
  quantize: blockByBlockWriter(layout, writeBlock),
};

function readBlock(bytes: Uint8Array, out: Float32Array): void {
  const [d, m] = [halfAt(bytes, 0), halfAt(bytes, 2)];
  for (let i = 0; i < 16; i++) {
    out[i] = d * (bytes[4 + i] & 15) + m;
    out[16 + i] = d * (bytes[4 + i] >> 4) + m;
  }
}

function writeBlock(weights: Float32Array, out: Uint8Array): void {
  const { scale, minimum } = fitAffine(weights, 0, 32, 15, false);
  const [d, m] = [writeUnit(out, 0, scale), writeHalf(out, 2, minimum)];
  const inverse = d === 0 ? 0 : 1 / d;
  const level = (i: number) => affineLevel((weights[i] - m) * inverse, 15);
  for (let i = 0; i < 16; i++) out[4 + i] = level(i) | (level(16 + i) << 4);
}
