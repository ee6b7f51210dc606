import { linear } from "./linear.ts";

/**
 * y[t, n] = x · W[experts[t, n]]ᵀ, where x is row t of [T, I] or row (t, n) of [T, N, I]. w [E, O, I] dequantised,
 * experts [T, N]. Returns [T, N, O].
 */
export function expertLinear(
  x: Float32Array,
  w: Float32Array,
  experts: Float32Array,
  [, outputSize, inputSize]: readonly number[],
): Float32Array {
  const matrixSize = outputSize * inputSize;
  const pairsPerRow = experts.length / (x.length / inputSize);
  const out = new Float32Array(experts.length * outputSize);
  experts.forEach((expert, pair) => {
    const start = Math.floor(pair / pairsPerRow) * inputSize;
    const matrix = w.subarray(expert * matrixSize, (expert + 1) * matrixSize);
    out.set(linear(x.subarray(start, start + inputSize), matrix, inputSize), pair * outputSize);
  });
  return out;
}
