import { halfToFloat } from "../core/half.ts";
import type { QuantFormat } from "./quant-format.ts";

/** The half at `bytes[at]`. */
export const halfAt = (bytes: Uint8Array, at: number): number => halfToFloat(bytes[at] | (bytes[at + 1] << 8));

/** The 32 bits from `bytes[at]` on, as a signed number. */
export const wordAt = (bytes: Uint8Array, at: number): number =>
  bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24);

/** `dequantize` of a format, from what reads one block. */
export function blockByBlock(
  { blockLength, blockBytes }: { readonly blockLength: number; readonly blockBytes: number },
  readBlock: (bytes: Uint8Array, out: Float32Array) => void,
): QuantFormat["dequantize"] {
  return (bytes, out) => {
    for (let begin = 0, at = 0; begin < out.length; begin += blockLength, at += blockBytes) {
      readBlock(bytes.subarray(at, at + blockBytes), out.subarray(begin, begin + blockLength));
    }
  };
}
