import { expect, test } from "vitest";
import { numberIn } from "./number-in.ts";

test.each([
  ["2000", 2000],
  [" 12 ", 12],
  ["+3", 3],
  ["2.000", undefined],
  ["2,000", undefined],
  ["1e3", undefined],
  ["0", undefined],
  ["-5", undefined],
  ["", undefined],
])("of %j as a whole number from 1 on, %j is taken", (text, number) => {
  expect(numberIn(text, { min: 1, max: undefined, step: 1 })).toBe(number);
});

test.each([
  ["0,7", 0.7],
  ["0.7", 0.7],
  ["2", 2],
  ["2.5", undefined],
  ["warm", undefined],
])("of %j as a number from 0 to 2, %j is taken", (text, number) => {
  expect(numberIn(text, { min: 0, max: 2, step: 0.1 })).toBe(number);
});
