/** silu(gate) × up, same shape; silu(z) = z / (1 + exp(−z)). */
export function siluMul(gate: Float32Array, up: Float32Array): Float32Array {
  return gate.map((z, i) => (z / (1 + Math.exp(-z))) * up[i]);
}
