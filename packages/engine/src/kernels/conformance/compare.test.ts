import { expect, test } from "vitest";
import { compare } from "./compare.ts";

const expected = new Float32Array(1000).fill(2);
const bound = { nmse: 1e-6, reason: "test" };

test("gives the normalised mean squared error and the largest error", () => {
  const actual = expected.map((x) => x + 2 ** -10);
  const { nmse, largestError, failure } = compare(actual, expected, bound);
  expect(nmse).toBeCloseTo(2 ** -22, 12);
  expect(largestError).toBe(2 ** -10);
  expect(failure).toBeUndefined();
});

test("fails what is too far off on the whole", () => {
  expect(
    compare(
      expected.map((x) => x + 0.01),
      expected,
      bound,
    ).failure,
  ).toMatch(/rms/);
});

test("fails a single wrong element", () => {
  const actual = expected.slice();
  actual[17] += 0.025;
  const { nmse, failure } = compare(actual, expected, bound);
  expect(nmse).toBeLessThan(1e-6);
  expect(failure).toMatch(/\[17\]/);
});

test("fails what is not finite, and wrong lengths", () => {
  expect(compare(Float32Array.of(Number.NaN), Float32Array.of(1), bound).failure).toMatch(/NaN/);
  expect(compare(Float32Array.of(1, 2), Float32Array.of(1), bound).failure).toMatch(/2 values/);
});

test("a floor lets small errors on zeros pass", () => {
  expect(compare(Float32Array.of(1e-6), Float32Array.of(0), bound).failure).toMatch(/rms/);
  expect(compare(Float32Array.of(1e-6), Float32Array.of(0), { ...bound, floor: 1e-5 }).failure).toBeUndefined();
});
