import type { QuantFormat } from "./quant-format.ts";

/** The upper half of a 32-bit float: its sign, exponent and first 7 fraction bits. */
export const bf16: QuantFormat = {
  id: "BF16",
  ggmlType: 30,
  blockLength: 1,
  blockBytes: 2,
  dequantize(bytes, out) {
    const bits = new Uint32Array(out.buffer, out.byteOffset, out.length);
    for (let i = 0; i < bits.length; i++) bits[i] = (bytes[2 * i] << 16) | (bytes[2 * i + 1] << 24);
  },
  quantize(weights, out) {
    const bits = new Uint32Array(weights.buffer, weights.byteOffset, weights.length);
    for (let i = 0; i < bits.length; i++) {
      const half = roundedUpperHalf(bits[i]);
      out[2 * i] = half;
      out[2 * i + 1] = half >> 8;
    }
  },
};

/** To the nearest, ties to even. A NaN keeps its sign and stays a NaN. */
function roundedUpperHalf(bits: number): number {
  const isNan = (bits & 0x7fffffff) > 0x7f800000;
  return isNan ? (bits >>> 16) | 0x40 : (bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16;
}
