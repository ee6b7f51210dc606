import { expect, test } from "vitest";
import { BlockPool } from "./block-pool.ts";
import { PrefixCache } from "./prefix-cache.ts";
import { StateSlots } from "./state-slots.ts";

function create(numBlocks: number, maxCheckpoints: number) {
  const states = new StateSlots(1 + maxCheckpoints, maxCheckpoints);
  return { states, cache: new PrefixCache(new BlockPool(numBlocks, 2), { states }) };
}

type Caches = ReturnType<typeof create>;

/** A sequence that comes, keeps its state behind the given numbers of blocks, and goes; what it found, in tokens. */
function pass({ cache, states }: Caches, tokenIds: readonly number[], keepAt: readonly number[] = []) {
  const ids = Int32Array.from(tokenIds);
  const { blocks, checkpoint, matchedTokens, missReason } = cache.acquire(ids);
  const found = { hit: 2 * blocks.length, matched: matchedTokens, reason: missReason };
  states.begin(checkpoint);
  if (checkpoint) states.release(checkpoint);
  const numHit = blocks.length;
  while (blocks.length < cache.blocksFor(ids.length)) blocks.push(cache.take() ?? -1);
  for (let i = numHit; 2 * i + 2 <= ids.length; i++) blocks[i] = cache.share(ids, blocks, i);
  for (const numBlocks of keepAt) {
    const slot = states.take();
    const kept = cache.keepState(blocks[numBlocks - 1], slot, 1);
    if (kept) states.release(kept);
    else states.giveBack(slot);
  }
  cache.release(blocks);
  return found;
}

test("a search ends at the last block with a state; what is known beyond is told", () => {
  const caches = create(10, 4);
  expect(pass(caches, [1, 1, 2, 2, 3, 3, 4, 4, 5], [1, 4])).toEqual({ hit: 0, matched: 0, reason: "first" });
  expect(pass(caches, [1, 1, 2, 2, 3, 3, 4, 4, 6])).toEqual({ hit: 8, matched: 8, reason: undefined });
  expect(pass(caches, [1, 1, 2, 2, 3, 3, 9])).toEqual({ hit: 2, matched: 6, reason: "no-checkpoint" });
  expect(pass(caches, [1, 1, 7, 7, 9])).toEqual({ hit: 2, matched: 2, reason: "new" });
});

test("blocks behind the last state are free as soon as nobody has them", () => {
  const caches = create(10, 4);
  pass(caches, [1, 1, 2, 2, 3, 3, 4, 4, 5], [2]);
  expect(caches.cache.numKept).toBe(2);
  pass(caches, [8, 8, 7, 7]);
  expect(caches.cache.numKept).toBe(2);
});

test("when a state makes room, so do the blocks that led to it alone", () => {
  const caches = create(20, 2);
  pass(caches, [1, 1, 2, 2, 3, 3, 4, 4], [1, 4]);
  for (let i = 0; i < 9; i++) caches.states.begin(undefined);
  pass(caches, [5, 5, 6, 6, 7, 7, 8, 8], [4]);
  expect([caches.cache.numKept, caches.states.numCheckpoints]).toEqual([8, 2]);
  expect(pass(caches, [1, 1, 0])).toEqual({ hit: 0, matched: 2, reason: "checkpoint-evicted" });
  for (let i = 0; i < 9; i++) caches.states.begin(undefined);
  pass(caches, [9, 9, 8, 8, 7, 7, 6, 6], [4]);
  expect([caches.cache.numKept, caches.states.numCheckpoints]).toEqual([8, 2]);
});

test("when blocks make room, so do their states, and the blocks before them up to the last state", () => {
  const caches = create(6, 4);
  pass(caches, [1, 1, 2, 2, 3, 3, 4, 4, 5], [1, 4]);
  expect([caches.cache.numKept, caches.states.numTaken]).toEqual([4, 2]);
  pass(caches, [9, 9, 8, 8, 7, 7], [3]);
  expect([caches.cache.numKept, caches.states.numTaken]).toEqual([4, 2]);
  expect(pass(caches, [1, 1, 2, 2, 0])).toEqual({ hit: 2, matched: 2, reason: "evicted" });
});

test("a state is kept once: the second one stays with its sequence", () => {
  const caches = create(10, 4);
  for (let i = 0; i < 2; i++) pass(caches, [1, 1, 2, 2, 3], [2]);
  expect([caches.states.numCheckpoints, caches.states.numTaken]).toEqual([1, 1]);
});

test("a block that is not shared can not have a state", () => {
  const { cache, states } = create(10, 4);
  expect(cache.keepState(cache.take() ?? -1, states.take(), 1)).toBeUndefined();
});
