import { blockByBlock } from "./block-reader.ts";
import { fp4Levels } from "./fp4-levels.ts";
import type { QuantFormat } from "./quant-format.ts";

const layout = { id: "NVFP4", ggmlType: 40, blockLength: 64, blockBytes: 36 } as const;

/**
 * Blocks of 64 weights in 4 groups of 16: a byte each with a group's scale, then 8 bytes for each group, weight i in the
 * low and weight 8 + i in the high half of byte i, numbers as in MXFP4. The levels are twice these: x = scale/2·level[q].
 * A tensor may have a further scale, in a tensor of its own.
 * @see ggml-common.h `block_nvfp4`
 */
export const nvfp4: QuantFormat = { ...layout, keptAs: "Q8_0", dequantize: blockByBlock(layout, readBlock) };

/**
 * Four bits of exponent and three of fraction, the sign left out (UE4M3). What would be NaN is zero, as ggml has it.
 * @see ggml-impl.h `ggml_ue4m3_to_fp32`
 */
function scaleOf(byte: number): number {
  if (byte === 0x7f) return 0;
  const exponent = (byte >> 3) & 15;
  const fraction = byte & 7;
  return exponent === 0 ? fraction * 2 ** -9 : (8 + fraction) * 2 ** (exponent - 10);
}

function readBlock(bytes: Uint8Array, out: Float32Array): void {
  for (let group = 0; group < 4; group++) {
    const scale = scaleOf(bytes[group]) / 2;
    for (let i = 0; i < 8; i++) {
      const pair = bytes[4 + 8 * group + i];
      out[16 * group + i] = scale * fp4Levels[pair & 15];
      out[16 * group + 8 + i] = scale * fp4Levels[pair >> 4];
    }
  }
}
