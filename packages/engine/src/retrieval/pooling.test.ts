import { expect, test } from "vitest";
import type { Pooling } from "../models/pooling.ts";
import { poolingReader } from "./pooling.ts";

const rows = [
  [1, 2, 2],
  [3, 0, -4],
  [0, 8, 6],
];

/** What comes of the rows from `begin` to `end`, given as a piece. */
function read(pooling: Pooling, pieces: readonly (readonly [number, number])[], dimensions = 3) {
  const reader = poolingReader(pooling, rows.length, dimensions);
  return pieces.map(([begin, end]) => reader(Float32Array.from(rows.slice(begin, end).flat()), begin, 3));
}

const mean = [4, 10, 4].map((sum) => sum / Math.hypot(4, 10, 4));
const close = (values: readonly number[]) => values.map((value) => expect.closeTo(value, 6));

test("the mean and the first of all states, in pieces as at once", () => {
  expect([...read("mean", [[0, 3]])[0]!]).toEqual(close(mean));
  expect([...read("cls", [[0, 3]])[0]!]).toEqual(close([1 / 3, 2 / 3, 2 / 3]));
  const [first, second] = read("mean", [
    [0, 1],
    [1, 3],
  ]);
  expect([first, [...second!]]).toEqual([undefined, close(mean)]);
  expect([
    ...read("cls", [
      [0, 2],
      [2, 3],
    ])[1]!,
  ]).toEqual(close([1 / 3, 2 / 3, 2 / 3]));
});

test("pieces that come from the start again are not counted twice", () => {
  expect([
    ...read("mean", [
      [0, 2],
      [0, 1],
      [1, 3],
    ])[2]!,
  ]).toEqual(close(mean));
});

test("the last state alone, shortened and normalised", () => {
  expect([...read("last", [[2, 3]])[0]!]).toEqual(close([0, 0.8, 0.6]));
  expect([...read("last", [[1, 2]], 2)[0]!]).toEqual([1, 0]);
});

test("zero stays zero; what is not finite is an error", () => {
  const reader = poolingReader("last", 1, 2);
  expect(reader(Float32Array.of(0, 0), 0, 2)).toEqual(Float32Array.of(0, 0));
  for (const bad of [Number.NaN, Number.POSITIVE_INFINITY]) {
    expect(() => reader(Float32Array.of(0, bad), 0, 2)).toThrow(expect.objectContaining({ code: "model/bad-logits" }));
  }
});
