/** x [..., N] + bias [N]. */
export function addBias(x: Float32Array, bias: Float32Array): Float32Array {
  return x.map((value, i) => value + bias[i % bias.length]);
}
