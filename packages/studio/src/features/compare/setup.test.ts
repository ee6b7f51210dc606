import { expect, test } from "vitest";
import { type NumberName, numberOf } from "./setup.ts";

test.each<[NumberName, string, number | undefined]>([
  ["maxTokens", "2000", 2000],
  ["maxTokens", " ", undefined],
  ["maxTokens", "2.000", Number.NaN],
  ["maxTokens", "2,000", Number.NaN],
  ["maxTokens", "0", Number.NaN],
  ["temperature", "0,7", 0.7],
  ["temperature", "0.7", 0.7],
  ["temperature", "3", Number.NaN],
  ["presencePenalty", "-1.5", -1.5],
])("%s typed as %j is %j", (name, text, value) => {
  expect(numberOf(name, text)).toBe(value);
});
