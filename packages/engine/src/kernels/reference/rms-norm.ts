/** x / sqrt(mean(x²) + eps) × gamma over rows of gamma's length; mean and division in float64. */
export function rmsNorm(x: Float32Array, gamma: Float32Array, eps: number): Float32Array {
  const length = gamma.length;
  const out = new Float32Array(x.length);
  for (let start = 0; start < x.length; start += length) {
    let sumOfSquares = 0;
    for (let i = 0; i < length; i++) sumOfSquares += x[start + i] ** 2;
    const factor = 1 / Math.sqrt(sumOfSquares / length + eps);
    for (let i = 0; i < length; i++) out[start + i] = x[start + i] * factor * gamma[i];
  }
  return out;
}
