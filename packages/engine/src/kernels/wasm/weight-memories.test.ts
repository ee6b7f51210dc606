import { expect, test } from "vitest";
import { countWeightMemories, WeightMemories } from "./weight-memories.ts";

const GiB = 2 ** 30;

test("few weights stay in the shared memory, many get as many memories as they fill", () => {
  expect([0, 2, 3, 5, 16].map((size) => countWeightMemories(size * GiB))).toEqual([0, 0, 2, 3, 7]);
});

test("each matrix lies whole in the first memory that has room", () => {
  const memories = new WeightMemories(2);
  const places = memories.allocate([2 * GiB, 1.5 * GiB, GiB, 100, 100]);
  expect(places).toEqual([
    { memory: 1, address: 0 },
    { memory: 1, address: 2 * GiB },
    { memory: 2, address: 0 },
    { memory: 1, address: 3.5 * GiB },
    { memory: 1, address: 3.5 * GiB + 128 },
  ]);
  expect(memories.usedBytes).toBe(4.5 * GiB + 256);
  expect(memories.memories.map(({ buffer }) => buffer.byteLength / GiB)).toEqual([expect.closeTo(3.5, 3), 1]);
  expect(memories.allocate([64])).toEqual([{ memory: 1, address: 3.5 * GiB + 256 }]);
});
