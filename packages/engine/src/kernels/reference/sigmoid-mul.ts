/** sigmoid(gate) × x; sigmoid(z) = 1 / (1 + exp(−z)). gate of x's size, or one number for each row of x. */
export function sigmoidMul(gate: Float32Array, x: Float32Array): Float32Array {
  const rowLength = x.length / gate.length;
  return x.map((value, i) => value / (1 + Math.exp(-gate[Math.floor(i / rowLength)])));
}
