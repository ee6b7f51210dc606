import { blockByBlock, halfAt } from "./block-reader.ts";
import { blockByBlockWriter, writeHalf } from "./block-writer.ts";
import { fitIq4Scale, iq4Place } from "./fit-iq4.ts";
import { iq4Levels } from "./iq4-levels.ts";
import type { QuantFormat } from "./quant-format.ts";

const layout = { id: "IQ4_NL", ggmlType: 20, blockLength: 32, blockBytes: 18 } as const;

/**
 * Blocks of 32 weights as in Q4_0, with uneven levels: x = d·level[q].
 * @see ggml-common.h `block_iq4_nl`
 */
export const iq4_nl: QuantFormat = {
  ...layout,
  dequantize: blockByBlock(layout, readBlock),
  quantize: blockByBlockWriter(layout, writeBlock),
};

function readBlock(bytes: Uint8Array, out: Float32Array): void {
  const d = halfAt(bytes, 0);
  for (let i = 0; i < 16; i++) {
    out[i] = d * iq4Levels[bytes[2 + i] & 15];
    out[16 + i] = d * iq4Levels[bytes[2 + i] >> 4];
  }
}

function writeBlock(weights: Float32Array, out: Uint8Array): void {
  const d = writeHalf(out, 0, fitIq4Scale(weights, 0, 32));
  const inverse = d === 0 ? 0 : 1 / d;
  const place = (i: number) => iq4Place(weights[i] * inverse);
  for (let i = 0; i < 16; i++) out[2 + i] = place(i) | (place(16 + i) << 4);
}
