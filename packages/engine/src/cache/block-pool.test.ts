import { expect, test } from "vitest";
import { BlockPool } from "./block-pool.ts";

test("every block is given once, then none; counts follow", () => {
  const pool = new BlockPool(5, 32);
  const blocks = Array.from({ length: 5 }, () => pool.take());
  expect(blocks.toSorted()).toEqual([0, 1, 2, 3, 4]);
  expect(pool.take()).toBeUndefined();
  expect([pool.numFree, pool.numTaken]).toEqual([0, 5]);
  pool.giveBack(3);
  expect([pool.numFree, pool.numTaken]).toEqual([1, 4]);
  expect(pool.take()).toBe(3);
});

test("giving back what is not taken is a bug", () => {
  const pool = new BlockPool(2, 32);
  const block = pool.take() ?? -1;
  pool.giveBack(block);
  expect(() => pool.giveBack(block)).toThrow(/was not taken/);
  expect(() => pool.giveBack(2)).toThrow(/was not taken/);
  expect(() => pool.giveBack(-1)).toThrow(/was not taken/);
  expect(pool.numFree).toBe(2);
});

test("blocks for a number of tokens are rounded up", () => {
  const pool = new BlockPool(2, 32);
  expect([0, 1, 32, 33].map((n) => pool.blocksFor(n))).toEqual([0, 1, 1, 2]);
});
