import { expect, test } from "vitest";
import { combineExperts } from "./combine-experts.ts";
import { expertLinear } from "./expert-linear.ts";
import { chooseExperts, expertWeights } from "./route.ts";
import { sigmoidMul } from "./sigmoid-mul.ts";

const floats = (...values: number[]) => Float32Array.from(values);
const ln = Math.log;

test("the largest logits are chosen, the lower number first where equal, also below the smallest probability", () => {
  expect(chooseExperts(floats(1, 3, 2, 3), 4, 3)).toEqual(floats(1, 3, 2));
  expect(chooseExperts(floats(0, -2000, -1000, -3000), 4, 2)).toEqual(floats(0, 2));
  expect(chooseExperts(floats(5, 6, 8, 7), 2, 1)).toEqual(floats(1, 0));
});

test("weights are probabilities among all experts, or among those chosen", () => {
  const logits = floats(ln(1), ln(5), ln(4), ln(10));
  const chosen = floats(3, 1);
  const [plain, normalized] = [false, true].map((normalizes) => expertWeights(logits, chosen, 4, normalizes));
  expect([...plain].map((weight) => weight * 20)).toEqual([expect.closeTo(10, 5), expect.closeTo(5, 5)]);
  expect([...normalized].map((weight) => weight * 3)).toEqual([expect.closeTo(2, 5), expect.closeTo(1, 5)]);
});

test("each pair of a token and an expert has the product of its own row and matrix", () => {
  const w = floats(1, 2, 10, 20, 100, 200); // Experts 0, 1 and 2 with one output of two inputs.
  const experts = floats(2, 0, 1, 2);
  expect(expertLinear(floats(1, 0, 0, 1), w, experts, [3, 1, 2])).toEqual(floats(100, 1, 20, 200));
  const rowsOfPairs = floats(1, 0, 0, 1, 1, 1, 2, 0);
  expect(expertLinear(rowsOfPairs, w, experts, [3, 1, 2])).toEqual(floats(100, 2, 30, 200));
});

test("combineExperts sums a token's rows by their weights", () => {
  const y = floats(1, 2, 3, 4, 5, 6, 7, 8);
  expect(combineExperts(y, floats(1, 0.5, 0, 2), 2)).toEqual(floats(2.5, 4, 14, 16));
});

test("sigmoidMul takes a gate for each value, or for each row", () => {
  expect(sigmoidMul(floats(0, 1000, -1000), floats(3, 4, 5))).toEqual(floats(1.5, 4, 0));
  expect(sigmoidMul(floats(0, ln(3)), floats(2, 4, 8, 12))).toEqual(floats(1, 2, 6, 9));
});
