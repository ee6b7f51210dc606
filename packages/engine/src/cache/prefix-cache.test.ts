import { describe, expect, test } from "vitest";
import { Rng } from "../core/rng.ts";
import { BlockPool } from "./block-pool.ts";
import { PrefixCache } from "./prefix-cache.ts";

const create = (numBlocks: number, isEnabled = true) => new PrefixCache(new BlockPool(numBlocks, 2), { isEnabled });
const ids = (...tokenIds: number[]) => Int32Array.from(tokenIds);

/** What a sequence does: takes what is known, then fills the rest of its blocks and offers them. */
function hold(cache: PrefixCache, tokenIds: Int32Array): number[] {
  const { blocks } = cache.acquire(tokenIds);
  const numKnown = blocks.length;
  while (blocks.length < cache.blocksFor(tokenIds.length)) blocks.push(cache.take() ?? -1);
  for (let i = numKnown; (i + 1) * 2 <= tokenIds.length; i++) blocks[i] = cache.share(tokenIds, blocks, i);
  return blocks;
}

/** How many of its tokens are known, without leaving a trace but for the order of eviction. */
function numKnown(cache: PrefixCache, ...tokenIds: number[]): number {
  const { blocks } = cache.acquire(ids(...tokenIds));
  cache.release(blocks);
  return blocks.length * cache.blockLength;
}

test("full blocks are found again, as far as tokens are the same from the start, but not the last token", () => {
  const cache = create(10);
  cache.release(hold(cache, ids(1, 2, 3, 4, 5)));
  expect(numKnown(cache, 1, 2, 3, 4, 5)).toBe(4);
  expect(numKnown(cache, 1, 2, 3, 4)).toBe(2);
  expect(numKnown(cache, 1, 2, 9, 4, 5)).toBe(2);
  expect(numKnown(cache, 3, 4, 5)).toBe(0);
  expect([cache.numUsed, cache.numKept, cache.numAvailable]).toEqual([0, 2, 10]);
});

test("ids that only look alike when written side by side are not the same", () => {
  const cache = create(10);
  cache.release(hold(cache, ids(1, 23, 4)));
  expect(numKnown(cache, 12, 3, 4)).toBe(0);
});

test("sequences that begin alike have the same blocks; the copy of one that came too late is given back", () => {
  const cache = create(10);
  const tokenIds = ids(1, 2, 3, 4, 5);
  const [a, b] = [1, 2].map(() => [cache.take() ?? -1, cache.take() ?? -1, cache.take() ?? -1]);
  for (const blocks of [a, b]) for (const i of [0, 1]) blocks[i] = cache.share(tokenIds, blocks, i);
  expect(b.slice(0, 2)).toEqual(a.slice(0, 2));
  expect(cache.numUsed).toBe(4);
  cache.release(a);
  expect([cache.numUsed, cache.numKept]).toEqual([3, 0]);
  cache.release(b);
  expect([cache.numUsed, cache.numKept]).toEqual([0, 2]);
});

describe("when room is needed", () => {
  test("blocks go that nobody has had for longest, ends before beginnings", () => {
    const cache = create(4);
    cache.release(hold(cache, ids(1, 1, 2, 2)));
    cache.release(hold(cache, ids(5, 5, 6, 6)));
    cache.acquire(ids(1, 1, 0));
    expect([cache.take(), cache.take()]).not.toContain(undefined);
    expect(numKnown(cache, 1, 1, 2, 2, 0)).toBe(2);
    expect(numKnown(cache, 5, 5, 6, 6, 0)).toBe(2);
    expect(cache.take()).toBeDefined();
    expect(cache.take()).toBeUndefined();
    expect([numKnown(cache, 1, 1, 0), numKnown(cache, 5, 5, 0)]).toEqual([2, 0]);
  });

  test("blocks in use stay", () => {
    const cache = create(2);
    const held = hold(cache, ids(1, 1, 2, 2));
    expect([cache.numAvailable, cache.take()]).toEqual([0, undefined]);
    cache.release(held);
    expect(cache.numAvailable).toBe(2);
  });
});

test("switched off, nothing is shared or kept", () => {
  const cache = create(6, false);
  const [a, b] = [hold(cache, ids(1, 2, 3)), hold(cache, ids(1, 2, 3))];
  expect(new Set([...a, ...b]).size).toBe(4);
  cache.release(a);
  cache.release(b);
  expect([cache.numUsed, cache.numKept, cache.numAvailable]).toEqual([0, 0, 6]);
});

test("random sequences: what is found has the right content, and no block is lost", () => {
  const rng = Rng.fromSeed(7);
  const below = (n: number) => Math.floor(rng.next() * n);
  const cache = create(12);
  const contents = new Map<number, string>();
  const held: number[][] = [];
  for (let i = 0; i < 3000; i++) {
    if (held.length > 0 && rng.next() < 0.5) cache.release(held.splice(below(held.length), 1)[0]);
    const tokenIds = Int32Array.from({ length: 1 + below(8) }, () => below(2));
    if (cache.blocksFor(tokenIds.length) > cache.numAvailable) continue;
    const known = cache.acquire(tokenIds).blocks;
    known.forEach((block, b) => {
      expect(contents.get(block)).toBe(tokenIds.subarray(0, 2 * b + 2).join());
    });
    cache.release(known);
    const blocks = hold(cache, tokenIds);
    expect(blocks).not.toContain(-1);
    for (let b = 0; 2 * b + 2 <= tokenIds.length; b++) contents.set(blocks[b], tokenIds.subarray(0, 2 * b + 2).join());
    held.push(blocks);
    expect(cache.numUsed).toBe(new Set(held.flat()).size);
    expect(cache.numUsed + cache.numAvailable).toBe(12);
  }
  for (const blocks of held) cache.release(blocks);
  expect([cache.numUsed, cache.numAvailable]).toEqual([0, 12]);
});
