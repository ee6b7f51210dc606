import fc from "fast-check";
import { expect, test } from "vitest";
import { Candidates } from "./candidates.ts";
import { selectTopK } from "./top-k.ts";

/** Few different values, so that ties are everywhere. */
const tiedLogits = fc.array(fc.constantFrom(-2, -1, 0, 0.5, 3, Number.NEGATIVE_INFINITY), {
  minLength: 1,
  maxLength: 80,
});
const anyLogits = fc.array(fc.float({ noNaN: true }), { minLength: 1, maxLength: 80 });

function idsOf(logits: Float32Array, k: number): number[] {
  const candidates = new Candidates(logits.length);
  selectTopK(logits, k, candidates);
  for (let i = 0; i < candidates.count; i++) expect(candidates.weights[i]).toBe(logits[candidates.ids[i]]);
  return [...candidates.ids.subarray(0, candidates.count)].sort((a, b) => a - b);
}

test("equals the head of a full sort by logit, then by id", () => {
  fc.assert(
    fc.property(fc.oneof(tiedLogits, anyLogits), fc.integer({ min: 0, max: 100 }), (values, k) => {
      const logits = Float32Array.from(values);
      const sorted = [...logits.keys()].filter((id) => logits[id] !== Number.NEGATIVE_INFINITY);
      sorted.sort((a, b) => (logits[a] === logits[b] ? a - b : logits[b] - logits[a]));
      expect(idsOf(logits, k)).toEqual(sorted.slice(0, k).sort((a, b) => a - b));
    }),
    { seed: 1, numRuns: 500 },
  );
});

test("a vocabulary of equal logits gives the lowest ids", () => {
  expect(idsOf(new Float32Array(10_000), 5)).toEqual([0, 1, 2, 3, 4]);
});

test("ascending logits, the most work for a heap, give the last ids", () => {
  const logits = Float32Array.from({ length: 10_000 }, (_, id) => id);
  expect(idsOf(logits, 3)).toEqual([9_997, 9_998, 9_999]);
});
