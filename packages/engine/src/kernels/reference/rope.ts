/**
 * Rotates pairs (x[i], x[i + N/2]) of the first N channels of every head and copies the others. x [T, H, P], table [T, N]
 * of cosines, then sines.
 */
export function rope(
  x: Float32Array,
  table: Float32Array,
  [numTokens, numHeads, headDim]: readonly number[],
): Float32Array {
  const rotaryDim = table.length / numTokens;
  const half = rotaryDim / 2;
  const out = x.slice();
  for (let start = 0; start < x.length; start += headDim) {
    const row = Math.floor(start / (numHeads * headDim)) * rotaryDim;
    for (let i = 0; i < half; i++) {
      const cos = table[row + i];
      const sin = table[row + half + i];
      const a = x[start + i];
      const b = x[start + half + i];
      out[start + i] = a * cos - b * sin;
      out[start + half + i] = b * cos + a * sin;
    }
  }
  return out;
}
