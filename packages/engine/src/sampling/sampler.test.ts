import fc from "fast-check";
import { expect, test } from "vitest";
import { Rng } from "../core/rng.ts";
import { Candidates } from "./candidates.ts";
import { Sampler } from "./sampler.ts";
import { defaultSampling, type SamplingOptions } from "./sampling-options.ts";

const neutral: SamplingOptions = { ...defaultSampling, temperature: 1, topK: 0, topP: 1 };

function samplerOf(options: Partial<SamplingOptions>, vocabSize: number, seed = 1, promptTokenIds: number[] = []) {
  return new Sampler({ options: { ...neutral, ...options }, seed, promptTokenIds, scratch: new Candidates(vocabSize) });
}

/** What remains of the distribution, by full sorts and without tricks, as [V] probabilities. */
function naiveProbabilities(logits: Float32Array, { temperature, topK, topP, minP }: SamplingOptions): Float64Array {
  const byRank = [...logits.keys()].sort((a, b) => logits[b] - logits[a] || a - b);
  const max = logits[byRank[0]];
  const weights = Float64Array.from(logits, (logit) => Math.exp((logit - max) / temperature));
  const drop = (ids: number[]) => {
    for (const id of ids) weights[id] = 0;
  };
  const total = () => weights.reduce((sum, weight) => sum + weight, 0);
  if (topK > 0) drop(byRank.slice(topK));
  let share = 0;
  const before = byRank.map((id) => {
    const reached = share / total();
    share += weights[id];
    return reached;
  });
  if (topP < 1) drop(byRank.filter((_, rank) => rank > 0 && before[rank] >= topP));
  drop([...weights.keys()].filter((id) => weights[id] < minP));
  const sum = total();
  return weights.map((weight) => weight / sum);
}

test("draws from the distribution that the definition gives", () => {
  const vocabSize = 40;
  const rng = Rng.fromSeed(99);
  const logits = Float32Array.from({ length: vocabSize }, () => rng.next() * 6 - 3);
  const variants: Partial<SamplingOptions>[] = [
    {},
    { temperature: 0.6 },
    { temperature: 2 },
    { topK: 7 },
    { topP: 0.8 },
    { minP: 0.1 },
    { temperature: 0.8, topK: 20, topP: 0.9, minP: 0.05 },
  ];
  for (const options of variants) {
    const expected = naiveProbabilities(logits, { ...neutral, ...options });
    const numDraws = 20_000;
    const sampler = samplerOf(options, vocabSize, 4);
    const counts = new Float64Array(vocabSize);
    for (let i = 0; i < numDraws; i++) counts[sampler.next(logits)]++;
    const alive = [...expected.keys()].filter((id) => expected[id] > 0);
    expect(alive.reduce((sum, id) => sum + counts[id], 0)).toBe(numDraws);
    const chiSquare = alive.reduce((sum, id) => {
      const mean = expected[id] * numDraws;
      return sum + (counts[id] - mean) ** 2 / mean;
    }, 0);
    // Mean n − 1, variance 2 (n − 1): four standard deviations above is far rarer than a bug.
    const freedom = alive.length - 1;
    expect(chiSquare).toBeLessThan(freedom + 4 * Math.sqrt(2 * freedom) + 4);
  }
});

test("never draws what the definition leaves out", () => {
  const logits = fc.array(
    fc.integer({ min: -100, max: 100 }).map((n) => n / 8),
    { minLength: 1, maxLength: 60 },
  );
  const options = fc.record({
    temperature: fc.constantFrom(0.1, 0.7, 1, 3),
    topK: fc.integer({ min: 0, max: 20 }),
    // Between multiples of common sums, where rounding cannot decide.
    topP: fc.constantFrom(0, 0.31831, 0.84147, 1),
    minP: fc.constantFrom(0, 0.0577, 0.41421),
  });
  fc.assert(
    fc.property(logits, options, fc.nat(), (values, chosen, seed) => {
      const row = Float32Array.from(values);
      const expected = naiveProbabilities(row, { ...neutral, ...chosen });
      const sampler = samplerOf(chosen, row.length, seed);
      for (let i = 0; i < 5; i++) expect(expected[sampler.next(row)]).toBeGreaterThan(0);
    }),
    { seed: 3, numRuns: 400 },
  );
});

test("greedy takes the lowest id of the largest logit and needs no luck", () => {
  const logits = Float32Array.of(1, 5, 5, -3);
  expect(samplerOf({ temperature: 0 }, 4).next(logits)).toBe(1);
  expect(samplerOf({ topK: 1 }, 4).next(logits)).toBe(1);
  expect(samplerOf({ topP: 0 }, 4).next(logits)).toBe(1);
  expect(samplerOf({ temperature: 5e-324 }, 4, 3).next(Float32Array.of(1, 5, 4.999, -3))).toBe(1);
});

test("a seed decides every draw", () => {
  const logits = new Float32Array(1000);
  const draws = (seed: number) => {
    const sampler = samplerOf({}, 1000, seed);
    return Array.from({ length: 10 }, () => sampler.next(logits));
  };
  expect(draws(5)).toEqual(draws(5));
  expect(draws(5)).not.toEqual(draws(6));
});

test("−Infinity is never drawn, at any temperature", () => {
  const logits = new Float32Array(50).fill(Number.NEGATIVE_INFINITY);
  logits[31] = -80;
  for (const options of [{}, { temperature: 0 }, { temperature: 100 }, { topK: 5 }, { topP: 0.5 }, { minP: 0.5 }]) {
    expect(samplerOf(options, 50).next(logits)).toBe(31);
  }
});

test("NaN, +Infinity and nothing left to choose are errors, not tokens", () => {
  const bad = [Float32Array.of(0, Number.NaN, 1), Float32Array.of(Number.NaN, 1, 1), Float32Array.of(0, Infinity, 1)];
  bad.push(new Float32Array(3).fill(Number.NEGATIVE_INFINITY));
  for (const logits of bad) {
    for (const options of [{}, { temperature: 0 }, { topK: 2 }]) {
      expect(() => samplerOf(options, 3).next(logits)).toThrow(expect.objectContaining({ code: "model/bad-logits" }));
    }
  }
});

test("bias and penalties change what is chosen, and not the caller's logits", () => {
  const greedy = { temperature: 0 };
  const logits = Float32Array.of(4, 3, 2, -1);
  expect(samplerOf({ ...greedy, logitBias: new Map([[2, 10]]) }, 4).next(logits)).toBe(2);

  // 4 / 1.5 = 2.67 < 3: the prompt's token 0 loses to token 1, and that, once said, to token 0.
  const repetition = samplerOf({ ...greedy, repetitionPenalty: 1.5 }, 4, 1, [0]);
  expect([repetition.next(logits), repetition.next(logits)]).toEqual([1, 0]);

  // The prompt does not count; the output does, once.
  const presence = samplerOf({ ...greedy, presencePenalty: 1.5 }, 4, 1, [0]);
  expect([presence.next(logits), presence.next(logits), presence.next(logits)]).toEqual([0, 1, 0]);

  const frequency = samplerOf({ ...greedy, frequencyPenalty: 0.6 }, 4);
  expect(Array.from({ length: 6 }, () => frequency.next(logits))).toEqual([0, 0, 1, 0, 1, 0]);
  expect([...logits]).toEqual([4, 3, 2, -1]);
});

test("a negative logit is multiplied by the repetition penalty", () => {
  const logits = Float32Array.of(-1, -1.5);
  expect(samplerOf({ temperature: 0, repetitionPenalty: 2 }, 2, 1, [0]).next(logits)).toBe(1);
});
