/** Row `tokenIds[t]` of `table` [V, D] for each t. Returns [T, D]. */
export function embedding(tokenIds: Int32Array, table: Float32Array, hiddenSize: number): Float32Array {
  const out = new Float32Array(tokenIds.length * hiddenSize);
  tokenIds.forEach((id, t) => {
    out.set(table.subarray(id * hiddenSize, (id + 1) * hiddenSize), t * hiddenSize);
  });
  return out;
}
