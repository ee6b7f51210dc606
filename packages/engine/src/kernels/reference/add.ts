/** x + y, same shape. */
export function add(x: Float32Array, y: Float32Array): Float32Array {
  return x.map((value, i) => value + y[i]);
}
