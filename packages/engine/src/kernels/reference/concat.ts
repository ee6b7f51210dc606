/** Rows of x and of y, one behind the other. x [rows, xColumns], y [rows, yColumns]. Returns [rows, xColumns + yColumns]. */
export function concat(x: Float32Array, y: Float32Array, xColumns: number, yColumns: number): Float32Array {
  const out = new Float32Array(x.length + y.length);
  for (let row = 0; row * xColumns < x.length; row++) {
    const start = row * (xColumns + yColumns);
    out.set(x.subarray(row * xColumns, (row + 1) * xColumns), start);
    out.set(y.subarray(row * yColumns, (row + 1) * yColumns), start + xColumns);
  }
  return out;
}
