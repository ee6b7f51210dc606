import { blockByBlock, halfAt } from "./block-reader.ts";
import { blockByBlockWriter, writeUnit } from "./block-writer.ts";
import { fitIq4Scale, iq4Error, iq4Place } from "./fit-iq4.ts";
import { iq4Levels } from "./iq4-levels.ts";
import type { QuantFormat } from "./quant-format.ts";

const layout = { id: "IQ4_XS", ggmlType: 23, blockLength: 256, blockBytes: 136 } as const;

/**
 * Blocks of 256 weights in 8 groups of 32: a half d, 16 bits with the high two bits of each group's scale, 4 bytes with
 * their low four bits, then 16 bytes of levels for each group as in IQ4_NL. x = d·(scale − 32)·level[q].
 * @see ggml-common.h `block_iq4_xs`
 */
export const iq4_xs: QuantFormat = {
  ...layout,
  dequantize: blockByBlock(layout, readBlock),
  quantize: blockByBlockWriter(layout, writeBlock),
};

function readBlock(bytes: Uint8Array, out: Float32Array): void {
  const d = halfAt(bytes, 0);
  const high = bytes[2] | (bytes[3] << 8);
  for (let group = 0; group < 8; group++) {
    const low = (bytes[4 + (group >> 1)] >> (4 * (group & 1))) & 15;
    const scale = d * ((low | (((high >> (2 * group)) & 3) << 4)) - 32);
    for (let i = 0; i < 16; i++) {
      const pair = bytes[8 + 16 * group + i];
      out[32 * group + i] = scale * iq4Levels[pair & 15];
      out[32 * group + 16 + i] = scale * iq4Levels[pair >> 4];
    }
  }
}

function writeBlock(weights: Float32Array, out: Uint8Array): void {
  const fits = Array.from({ length: 8 }, (_, group) => fitIq4Scale(weights, 32 * group, 32 * group + 32));
  const extreme = fits.reduce((most, scale) => (Math.abs(scale) > Math.abs(most) ? scale : most), 0);
  const d = writeUnit(out, 0, extreme / -32);
  for (const [group, fit] of fits.entries()) {
    const scale = d === 0 ? 0 : settled(weights, 32 * group, d, Math.max(-32, Math.min(31, Math.round(fit / d))));
    out[2 + (group >> 2)] |= ((scale + 32) >> 4) << (2 * (group & 3));
    out[4 + (group >> 1)] |= ((scale + 32) & 15) << (4 * (group & 1));
    const inverse = scale === 0 ? 0 : 1 / (d * scale);
    const place = (i: number) => iq4Place(weights[32 * group + i] * inverse);
    for (let i = 0; i < 16; i++) out[8 + 16 * group + i] = place(i) | (place(16 + i) << 4);
  }
}

/** The best of a scale, counted in d, and its neighbours. */
function settled(weights: Float32Array, begin: number, d: number, rounded: number): number {
  let best = 0;
  let bestError = Number.POSITIVE_INFINITY;
  for (let scale = Math.max(-32, rounded - 1); scale <= Math.min(31, rounded + 1); scale++) {
    const error = iq4Error(weights, begin, begin + 32, d * scale);
    if (error >= bestError) continue;
    bestError = error;
    best = scale;
  }
  return best;
}
