import type { QuantFormat } from "./quant-format.ts";

/** Plain 32-bit floats. */
export const f32: QuantFormat = {
  id: "F32",
  ggmlType: 0,
  blockLength: 1,
  blockBytes: 4,
  // File and typed arrays are both little-endian on every platform JavaScript runs on; the bytes may lie unaligned.
  dequantize(bytes, out) {
    new Uint8Array(out.buffer, out.byteOffset, out.byteLength).set(bytes.subarray(0, out.byteLength));
  },
  quantize(weights, out) {
    out.set(new Uint8Array(weights.buffer, weights.byteOffset, weights.byteLength));
  },
};
