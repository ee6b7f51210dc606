/** y = x · Wᵀ. x [T, I], w [O, I] dequantised. Returns [T, O]; products and sums in float64. */
export function linear(x: Float32Array, w: Float32Array, inputSize: number): Float32Array {
  const numTokens = x.length / inputSize;
  const outputSize = w.length / inputSize;
  const out = new Float32Array(numTokens * outputSize);
  for (let o = 0; o < outputSize; o++) {
    const row = w.subarray(o * inputSize, (o + 1) * inputSize);
    for (let t = 0; t < numTokens; t++) {
      let sum = 0;
      for (let i = 0; i < inputSize; i++) sum += x[t * inputSize + i] * row[i];
      out[t * outputSize + o] = sum;
    }
  }
  return out;
}
