import { expect, test } from "vitest";
import { keepAliveMsOf } from "./keep-alive.ts";

test.each([
  [undefined, undefined],
  [null, undefined],
  ["", undefined],
  [0, 0],
  ["0", 0],
  [1.5, 1500],
  ["300", 300_000],
  ["5m", 300_000],
  ["1h30m", 5_400_000],
  ["1.5s", 1500],
  ["250ms", 250],
  [-1, Number.POSITIVE_INFINITY],
  ["-1", Number.POSITIVE_INFINITY],
  ["-5m", Number.POSITIVE_INFINITY],
])("%j is %s ms", (text, ms) => expect(keepAliveMsOf(text)).toBe(ms));

test.each(["soon", "5 m", "m", "5mm", "1h-30m", "1e3", "٥m"])("%j is no time", (text) => {
  expect(() => keepAliveMsOf(text)).toThrow(/'keep_alive': expected seconds, or a time/);
});
