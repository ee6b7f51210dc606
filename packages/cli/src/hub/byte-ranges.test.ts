import fc from "fast-check";
import { expect, test } from "vitest";
import { ByteRanges } from "./byte-ranges.ts";

test("ranges that touch become one", () => {
  const ranges = new ByteRanges([
    { from: 10, to: 20 },
    { from: 30, to: 40 },
    { from: 0, to: 5 },
    { from: 7, to: 7 },
  ]);
  expect([ranges.sizeBytes, ranges.frontBytes]).toEqual([25, 5]);
  ranges.add({ from: 5, to: 10 });
  expect(ranges.ranges).toEqual([
    { from: 0, to: 20 },
    { from: 30, to: 40 },
  ]);
  expect(ranges.gaps({ from: 15, to: 50 })).toEqual([
    { from: 20, to: 30 },
    { from: 40, to: 50 },
  ]);
  expect(ranges.gaps({ from: 12, to: 18 })).toEqual([]);
});

test("they hold what was added, and gaps are the rest", () => {
  const range = fc.tuple(fc.nat(40), fc.nat(20)).map(([from, length]) => ({ from, to: from + length }));
  fc.assert(
    fc.property(fc.array(range, { maxLength: 12 }), range, (added, window) => {
      const ranges = new ByteRanges(added);
      const has = (at: number) => added.some(({ from, to }) => from <= at && at < to);
      const all = Array.from({ length: 64 }, (_, at) => at);
      expect(ranges.sizeBytes).toBe(all.filter(has).length);
      expect(ranges.frontBytes).toBe(all.findIndex((at) => !has(at)));
      const missing = ranges.gaps(window).flatMap(({ from, to }) => all.slice(from, to));
      expect(missing).toEqual(all.slice(window.from, window.to).filter((at) => !has(at)));
    }),
  );
});
