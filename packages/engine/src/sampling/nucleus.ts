import type { Candidates } from "./candidates.ts";

/**
 * Keeps the smallest set of heaviest candidates whose share of the weight reaches `topP`: at least one; of equal
 * weights the lower ids. The kept ones end up in no particular order.
 *
 * A quickselect by weight instead of by rank: each round splits what is undecided into heavier than, equal to and
 * lighter than a pivot, and goes on in the part where the running share crosses `topP`. Expected cost is linear.
 *
 * @see Holtzman et al., The Curious Case of Neural Text Degeneration, https://arxiv.org/abs/1904.09751
 */
export function keepNucleus(candidates: Candidates, topP: number): void {
  const { ids, weights } = candidates;
  // Everything before `start` is kept, everything from `end` on is dropped; `missing` is the weight still to be kept.
  let missing = topP * sum(weights, 0, candidates.count);
  let start = 0;
  let end = candidates.count;
  while (end > start) {
    const pivot = medianOfThree(weights[start], weights[(start + end) >> 1], weights[end - 1]);
    const { equalStart, equalEnd } = partition(candidates, start, end, pivot);
    const heavier = sum(weights, start, equalStart);
    const numEqual = equalEnd - equalStart;
    if (equalStart > start && heavier >= missing) {
      end = equalStart;
    } else if (equalEnd < end && heavier + pivot * numEqual < missing) {
      missing -= heavier + pivot * numEqual;
      start = equalEnd;
    } else {
      const numKept = Math.min(numEqual, Math.max(1, Math.ceil((missing - heavier) / pivot)));
      if (numKept < numEqual) ids.subarray(equalStart, equalEnd).sort();
      candidates.count = equalStart + numKept;
      return;
    }
  }
}

/** Sorts [start, end) into heavier than, equal to and lighter than the pivot. */
function partition(candidates: Candidates, start: number, end: number, pivot: number) {
  const { ids, weights } = candidates;
  let equalStart = start;
  let equalEnd = end;
  let i = start;
  while (i < equalEnd) {
    const weight = weights[i];
    if (weight === pivot) {
      i++;
      continue;
    }
    const target = weight > pivot ? equalStart++ : --equalEnd;
    const id = ids[i];
    ids[i] = ids[target];
    weights[i] = weights[target];
    ids[target] = id;
    weights[target] = weight;
    if (weight > pivot) i++;
  }
  return { equalStart, equalEnd };
}

function sum(weights: Float64Array, start: number, end: number): number {
  let total = 0;
  for (let i = start; i < end; i++) total += weights[i];
  return total;
}

function medianOfThree(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}
