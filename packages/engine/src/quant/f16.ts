import { floatToHalf, halfToFloat } from "../core/half.ts";
import type { QuantFormat } from "./quant-format.ts";

/** IEEE 754 binary16. */
export const f16: QuantFormat = {
  id: "F16",
  ggmlType: 1,
  blockLength: 1,
  blockBytes: 2,
  dequantize(bytes, out) {
    for (let i = 0; i < out.length; i++) out[i] = halfToFloat(bytes[2 * i] | (bytes[2 * i + 1] << 8));
  },
  quantize(weights, out) {
    for (let i = 0; i < weights.length; i++) {
      const half = floatToHalf(weights[i]);
      out[2 * i] = half;
      out[2 * i + 1] = half >> 8;
    }
  },
};
