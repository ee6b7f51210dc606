import fc from "fast-check";
import { expect, test } from "vitest";
import { Candidates } from "./candidates.ts";
import { keepNucleus } from "./nucleus.ts";

function candidatesOf(weights: readonly number[]): Candidates {
  const candidates = new Candidates(weights.length);
  candidates.ids.set([...weights.keys()]);
  candidates.weights.set(weights);
  candidates.count = weights.length;
  return candidates;
}

function keptIds(weights: readonly number[], topP: number): number[] {
  const candidates = candidatesOf(weights);
  keepNucleus(candidates, topP);
  for (let i = 0; i < candidates.count; i++) expect(candidates.weights[i]).toBe(weights[candidates.ids[i]]);
  return [...candidates.ids.subarray(0, candidates.count)].sort((a, b) => a - b);
}

/** The definition: sort everything, add up until the share is reached. */
function naiveIds(weights: readonly number[], topP: number): number[] {
  const sorted = [...weights.keys()].sort((a, b) => weights[b] - weights[a] || a - b);
  const target = topP * weights.reduce((sum, weight) => sum + weight, 0);
  let kept = 1;
  for (let sum = weights[sorted[0]]; sum < target && kept < sorted.length; kept++) sum += weights[sorted[kept]];
  return sorted.slice(0, kept).sort((a, b) => a - b);
}

test("equals the definition by a full sort, ties and zero weights included", () => {
  // Multiples of 1/64 add up without rounding in any order, so that both must agree exactly.
  const weight = fc.integer({ min: 0, max: 64 }).map((n) => n / 64);
  const weights = fc.array(fc.oneof(weight, fc.constantFrom(0, 0.25, 1)), { minLength: 0, maxLength: 120 });
  fc.assert(
    fc.property(weights, fc.integer({ min: 0, max: 64 }), (rest, share) => {
      const all = [...rest, 1];
      expect(keptIds(all, share / 64)).toEqual(naiveIds(all, share / 64));
    }),
    { seed: 2, numRuns: 1000 },
  );
});

test("keeps the likeliest token alone when topP is 0, whichever place it has", () => {
  expect(keptIds([0, 0.5, 1, 0.5], 0)).toEqual([2]);
  expect(keptIds([1], 0)).toEqual([0]);
  expect(keptIds([1, 1, 1], 0)).toEqual([0]);
});

test("a large flat vocabulary keeps its share, lowest ids first", () => {
  const ids = keptIds(new Array<number>(50_000).fill(1), 0.5);
  expect(ids.length).toBe(25_000);
  expect(ids[24_999]).toBe(24_999);
});
