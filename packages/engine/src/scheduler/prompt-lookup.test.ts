import { expect, test } from "vitest";
import { lookUpDraft } from "./prompt-lookup.ts";

const guess = (tokenIds: number[], count = 3) => [...lookUpDraft(Int32Array.from(tokenIds), count)];

test("what followed the last two tokens before, at most as many as wanted and as there are", () => {
  expect(guess([1, 2, 3, 4, 5, 6, 1, 2])).toEqual([3, 4, 5]);
  expect(guess([1, 2, 3, 4, 5, 6, 1, 2], 1)).toEqual([3]);
  expect(guess([7, 1, 2, 1, 2])).toEqual([1, 2]);
});

test("the longest match counts, the latest of several", () => {
  expect(guess([9, 1, 2, 5, 0, 1, 2, 6, 9, 1, 2], 1)).toEqual([5]);
  expect(guess([1, 2, 5, 0, 1, 2, 6, 9, 1, 2], 1)).toEqual([6]);
});

test("nothing where the last two tokens never stood side by side", () => {
  for (const tokenIds of [[], [1], [1, 1], [1, 2, 3], [2, 5, 1, 2, 3, 7, 2]]) expect(guess(tokenIds)).toEqual([]);
  expect(guess([1, 2, 1, 2], 0)).toEqual([]);
});

test("one token over and over", () => {
  expect(guess([4, 4, 4, 4])).toEqual([4]);
  expect(guess(new Array(50).fill(4))).toEqual([4]);
});
