import { expect, test } from "vitest";
import { checkpointStops, likelyWeight } from "./checkpoint-stops.ts";

const options = { blockLength: 32, spacing: 1024 };
const positions = (messageStarts: readonly number[], promptLength: number, spacing = 1024) =>
  checkpointStops(messageStarts, promptLength, { ...options, spacing }).map(({ position }) => position);

test("a chat: the ends of the system text, of what precedes the last message, and of the prompt, at whole blocks", () => {
  expect(positions([0, 200, 300, 340], 345)).toEqual([192, 288, 320]);
  expect(checkpointStops([0, 200, 300, 340], 345, options).every(({ weight }) => weight === likelyWeight)).toBe(true);
});

test("earlier messages that are short share a stop; long ones have one each, which is less likely", () => {
  const starts = [0, 100, ...Array.from({ length: 20 }, (_, i) => 200 + 100 * i), 2900, 3700, 3790];
  const stops = checkpointStops(starts, 3796, options);
  expect(stops.map(({ position }) => position)).toEqual([96, 672, 1184, 1696, 2272, 2880, 3680, 3776]);
  expect(stops.map(({ weight }) => weight === likelyWeight)).toEqual([
    true,
    false,
    false,
    false,
    false,
    true,
    true,
    true,
  ]);
});

test("text without messages has stops at intervals, and at its end", () => {
  expect(positions([], 5000, 1500)).toEqual([1248, 2496, 3744, 4992]);
  expect(positions([], 4992)).toEqual([992, 1984, 2976, 3968, 4960]);
});

test("the distance between two stops is never above the spacing by more than a block, and short prompts have none", () => {
  const stops = [0, ...positions([10, 5000, 5005, 9000], 20_000, 700)];
  for (const [i, stop] of stops.entries()) if (i > 0) expect(stop - stops[i - 1]).toBeLessThan(700 + 32);
  expect(stops).toEqual(stops.toSorted((a, b) => a - b));
  expect(positions([0, 5, 20], 32)).toEqual([]);
  expect(positions([0, 5, 20], 33)).toEqual([32]);
});
