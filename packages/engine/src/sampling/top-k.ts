import type { Candidates } from "./candidates.ts";

/**
 * Makes `candidates` the k likeliest tokens, in no particular order, their weights being the logits as they are; of
 * equal logits the lower ids win, and −Infinity never takes part.
 *
 * One pass with a heap of k entries, the worst on top: nearly every logit of a large vocabulary fails the first
 * comparison, so the cost is that of reading them.
 */
export function selectTopK(logits: Float32Array, k: number, candidates: Candidates): void {
  const { ids, weights: values } = candidates;
  const capacity = Math.min(k, logits.length);
  let count = 0;
  let id = 0;
  for (; id < logits.length && count < capacity; id++) {
    if (logits[id] === Number.NEGATIVE_INFINITY) continue;
    ids[count] = id;
    values[count] = logits[id];
    count++;
  }
  candidates.count = count;
  if (id === logits.length || capacity === 0) return;
  for (let root = (count >> 1) - 1; root >= 0; root--) siftDown(ids, values, root, count);
  for (; id < logits.length; id++) {
    // Ids come in ascending order: one that only equals the worst loses to it.
    if (logits[id] <= values[0]) continue;
    ids[0] = id;
    values[0] = logits[id];
    siftDown(ids, values, 0, count);
  }
}

function siftDown(ids: Int32Array, values: Float64Array, root: number, count: number): void {
  const id = ids[root];
  const value = values[root];
  let hole = root;
  for (let child = 2 * hole + 1; child < count; child = 2 * hole + 1) {
    const right = child + 1;
    if (right < count && isWorse(values[right], ids[right], values[child], ids[child])) child = right;
    if (!isWorse(values[child], ids[child], value, id)) break;
    ids[hole] = ids[child];
    values[hole] = values[child];
    hole = child;
  }
  ids[hole] = id;
  values[hole] = value;
}

function isWorse(value: number, id: number, otherValue: number, otherId: number): boolean {
  return value < otherValue || (value === otherValue && id > otherId);
}
