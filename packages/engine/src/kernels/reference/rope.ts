/** Rotates pairs (x[i], x[i + P/2]) of every head. x [T, H, P], table [T, P] of cosines, then sines. */
export function rope(x: Float32Array, table: Float32Array, numHeads: number, headDim: number): Float32Array {
  const half = headDim / 2;
  const out = new Float32Array(x.length);
  for (let start = 0; start < x.length; start += headDim) {
    const row = Math.floor(start / (numHeads * headDim)) * headDim;
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
