import { halfToFloat } from "../core/half.ts";
import { blockByBlock } from "./block-reader.ts";
import { putShiftedPoint } from "./iq1-points.ts";
import type { QuantFormat } from "./quant-format.ts";

const layout = { id: "IQ1_M", ggmlType: 29, blockLength: 256, blockBytes: 56 } as const;

/**
 * Blocks of 256 weights in 32 points of eight: a byte a point with the low bits of its index, four bits a point with the
 * three high ones and the direction of its shift, then four words of 16 bits for 64 weights each: a scale of three bits
 * for every two points, and above them four bits of a half d, its lowest in the first word.
 * x = d·(2·scale + 1)·(point ± 1/8).
 * @see ggml-common.h `block_iq1_m`
 */
export const iq1_m: QuantFormat = { ...layout, keptAs: "Q8_0", dequantize: blockByBlock(layout, readBlock) };

const scaleWord = (bytes: Uint8Array, i: number): number => bytes[48 + 2 * i] | (bytes[49 + 2 * i] << 8);

function readBlock(bytes: Uint8Array, out: Float32Array): void {
  const d = halfToFloat([0, 1, 2, 3].reduce((bits, i) => bits | ((scaleWord(bytes, i) >> 12) << (4 * i)), 0));
  for (let k = 0; k < 32; k++) {
    const scale = d * (2 * ((scaleWord(bytes, k >> 3) >> (3 * ((k >> 1) & 3))) & 7) + 1);
    const four = bytes[32 + (k >> 1)] >> (4 * (k & 1));
    putShiftedPoint(out, 8 * k, bytes[k] | ((four & 7) << 8), scale, (four & 8) !== 0);
  }
}
