import { expect, test } from "vitest";
import { Candidates } from "./candidates.ts";
import { logprobsOf } from "./logprobs.ts";

const scratch = new Candidates(5);

test("is log-softmax, with the likeliest tokens in order", () => {
  const probabilities = [0.1, 0.4, 0.2, 0.2, 0.1];
  // A constant on top changes nothing; one so large would overflow a careless exp.
  const logits = Float32Array.from(probabilities, (p) => Math.log(p) + 500);
  const result = logprobsOf(logits, 4, 3, scratch);
  expect(result.tokenId).toBe(4);
  expect(Math.exp(result.logprob)).toBeCloseTo(0.1, 4);
  expect(result.top.map((entry) => entry.tokenId)).toEqual([1, 2, 3]);
  expect(Math.exp(result.top[0].logprob)).toBeCloseTo(0.4, 4);
});

test("leaves masked tokens out of the top and takes 0 for none", () => {
  const logits = Float32Array.of(0, Number.NEGATIVE_INFINITY, 0, Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY);
  const result = logprobsOf(logits, 2, 5, scratch);
  expect(result.logprob).toBeCloseTo(Math.log(0.5), 6);
  expect(result.top.map((entry) => entry.tokenId)).toEqual([0, 2]);
  expect(logprobsOf(logits, 0, 0, scratch).top).toEqual([]);
});
