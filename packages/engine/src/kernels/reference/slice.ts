/** Entries `start … start + length − 1` of each row. x [..., columns]. Returns [..., length]. */
export function slice(x: Float32Array, columns: number, start: number, length: number): Float32Array {
  const rows = x.length / columns;
  const out = new Float32Array(rows * length);
  for (let row = 0; row < rows; row++) {
    const from = row * columns + start;
    out.set(x.subarray(from, from + length), row * length);
  }
  return out;
}
