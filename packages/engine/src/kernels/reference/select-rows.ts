/** The given rows of x [T, D]. Returns [R, D]. */
export function selectRows(x: Float32Array, rows: Int32Array, rowLength: number): Float32Array {
  const out = new Float32Array(rows.length * rowLength);
  rows.forEach((row, r) => {
    out.set(x.subarray(row * rowLength, (row + 1) * rowLength), r * rowLength);
  });
  return out;
}
