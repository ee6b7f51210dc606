import { expect, test } from "vitest";
import { rope } from "./rope.ts";
import { rotaryTable } from "./rotary-table.ts";

test("rotaryTable gives cosines, then sines, times the scale", () => {
  const table = rotaryTable(Int32Array.of(0, 2), { inverseFrequencies: Float32Array.of(1, 0.25), scale: 2 });
  const expected = [2, 2, 0, 0, Math.cos(2), Math.cos(0.5), Math.sin(2), Math.sin(0.5)];
  expected.forEach((value, i) => {
    expect(table[i]).toBeCloseTo(i < 4 ? value : 2 * value, 6);
  });
});

test("rotaryTable rounds the angle to float32", () => {
  const inverseFrequencies = Float32Array.of(0.8058422);
  const [cos] = rotaryTable(Int32Array.of(99_991), { inverseFrequencies, scale: 1 });
  const rounded = Math.cos(Math.fround(99_991 * inverseFrequencies[0]));
  expect(cos).toBe(Math.fround(rounded));
  expect(Math.abs(rounded - Math.cos(99_991 * inverseFrequencies[0]))).toBeGreaterThan(1e-4);
});

test("rope turns (x[i], x[i + P/2]) of every head by its row's angle", () => {
  // Row 0: a quarter turn of pair 0, none of pair 1. Row 1: half a turn of both.
  const table = Float32Array.of(0, 1, 1, 0, -1, -1, 0, 0);
  const x = Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 8);
  expect(rope(x, table, [2, 2, 4])).toEqual(Float32Array.of(-3, 2, 1, 4, -7, 6, 5, 8, -1, -2, -3, -4, -5, -6, -7, -8));
});

test("rope leaves channels beyond the table's alone", () => {
  const x = Float32Array.of(1, 2, 3, 4, 5);
  expect(rope(x, Float32Array.of(0, 1), [1, 1, 5])).toEqual(Float32Array.of(-2, 1, 3, 4, 5));
});
