import { expect, test } from "vitest";
import type { Batch } from "../../core/batch.ts";
import type { KvCacheSpec } from "../ops.ts";
import { attention, type LayerCache, writeCache } from "./attention.ts";

const spec: KvCacheSpec = {
  numLayers: 1,
  numKeyValueHeads: 2,
  headDim: 2,
  blockLength: 2,
  numBlocks: 4,
  dtype: "F32",
};

/** Sequence 0 has one token in the cache (block 3) and brings two; sequence 1 brings its first (block 0). */
const batch: Batch = {
  tokenIds: Int32Array.of(0, 0, 0),
  positions: Int32Array.of(1, 2, 0),
  sequenceStarts: Int32Array.of(0, 2, 3),
  contextLengths: Int32Array.of(3, 1),
  slots: Int32Array.of(7, 2, 0),
  blockTables: Int32Array.of(3, 1, 0, 0),
  maxBlocks: 2,
  outputRows: Int32Array.of(1, 2),
};

function emptyCache(): LayerCache {
  return { keys: new Float32Array(4 * 2 * 4), values: new Float32Array(4 * 2 * 4) };
}

test("each query sees its own sequence up to its own position", () => {
  const cache = emptyCache();
  // The token of sequence 0 that is there already, in slot 6: heads [K, P].
  writeCache(Float32Array.of(0, 0, 0, 0), Float32Array.of(8, 4, 80, 40), cache, spec, Int32Array.of(6));
  const keys = Float32Array.of(0, 0, Math.log(3), 0, Math.log(2), 0, 0, 0, 5, 5, 5, 5);
  const values = Float32Array.of(0, 2, 0, 20, 4, 4, 100, 200, 1, 2, 3, 4);
  writeCache(keys, values, cache, spec, batch.slots);
  // One query head a key-value head; scale 2 with queries of 0.5 leaves the keys' logarithms as scores.
  const queries = new Float32Array(3 * 2 * 2).fill(0.5);
  const out = attention(queries, cache, spec, batch, { scale: 2 });
  const expected = [
    // Row 0: weights 1/2, 1/2 in head 0; 1/4, 3/4 in head 1.
    [4, 3, 20, 25],
    // Row 1: weights 1/4, 1/4, 2/4; and 1/5, 3/5, 1/5.
    [4, 3.5, 36, 60],
    [1, 2, 3, 4],
  ].flat();
  expected.forEach((value, i) => {
    expect(out[i]).toBeCloseTo(value, 4);
  });
});

test("a sliding window leaves the latest positions, the query's own included", () => {
  const cache = emptyCache();
  writeCache(new Float32Array(4), Float32Array.of(1000, 1000, 1000, 1000), cache, spec, Int32Array.of(6));
  const values = Float32Array.of(1, 2, 3, 4, 3, 4, 5, 6, 7, 8, 9, 10);
  writeCache(new Float32Array(12), values, cache, spec, batch.slots);
  const out = attention(new Float32Array(12), cache, spec, batch, { scale: 1, slidingWindow: 2 });
  expect(out.subarray(4)).toEqual(Float32Array.of(2, 3, 4, 5, 7, 8, 9, 10));
});

test("query heads share key-value heads in runs", () => {
  const cache = emptyCache();
  const single: Batch = {
    ...batch,
    positions: Int32Array.of(0),
    sequenceStarts: Int32Array.of(0, 1),
    contextLengths: Int32Array.of(1),
    slots: Int32Array.of(0),
    blockTables: Int32Array.of(0, 0),
  };
  writeCache(Float32Array.of(1, 2, 3, 4), Float32Array.of(1, 2, 3, 4), cache, spec, single.slots);
  const out = attention(new Float32Array(4 * 2), cache, spec, single, { scale: 1 });
  expect(out).toEqual(Float32Array.of(1, 2, 1, 2, 3, 4, 3, 4));
});

test("scores far apart do not overflow", () => {
  const cache = emptyCache();
  const pair = { ...batch, positions: Int32Array.of(1), sequenceStarts: Int32Array.of(0, 1) };
  const context = { ...pair, contextLengths: Int32Array.of(2), slots: Int32Array.of(7) };
  writeCache(Float32Array.of(-1e4, 0, 1e4, 0), Float32Array.of(1, 1, 2, 2), cache, spec, Int32Array.of(6));
  writeCache(Float32Array.of(1e4, 0, 1e4, 0), Float32Array.of(3, 3, 4, 4), cache, spec, Int32Array.of(7));
  expect(attention(Float32Array.of(1, 0, 1, 0), cache, spec, context, { scale: 1 })).toEqual(
    Float32Array.of(3, 3, 3, 3),
  );
});

test("an F16 cache holds rounded, saturated values", () => {
  const cache = emptyCache();
  writeCache(
    Float32Array.of(1.0001, 0, 0, 0),
    Float32Array.of(2049, 1e6, 0, -1e6),
    cache,
    { ...spec, dtype: "F16" },
    Int32Array.of(0),
  );
  expect(cache.keys[0]).toBe(1);
  expect(cache.values.subarray(0, 4)).toEqual(Float32Array.of(2048, 65504, 0, -65504));
});
