import { expect, test } from "vitest";
import { type CacheDemand, checkContextLength, planCache } from "./plan-cache.ts";

/** 2 × 3 layers × 2 heads × 16 values × 32 positions × 2 bytes. */
const blockBytes = 12_288;
const demand: CacheDemand = {
  layers: { numLayers: 3, numKeyValueHeads: 2, headDim: 16, dtype: "F16" },
  maxPositionEmbeddings: 1000,
  maxSequences: 4,
  budgetBytes: 1000 * blockBytes,
};
const plan = (changes: Partial<CacheDemand> = {}) => {
  const { contextLength, spec } = planCache({ ...demand, ...changes });
  return { contextLength, numBlocks: spec.numBlocks };
};

test("room for every sequence at the model's own length, where the budget has it", () => {
  expect(plan()).toEqual({ contextLength: 1000, numBlocks: 4 * 32 });
  expect(planCache(demand).spec).toEqual({ ...demand.layers, blockLength: 32, numBlocks: 128 });
});

test("a small budget means fewer sequences of full length, then shorter ones", () => {
  expect(plan({ budgetBytes: 50.5 * blockBytes })).toEqual({ contextLength: 1000, numBlocks: 50 });
  expect(plan({ budgetBytes: 10 * blockBytes })).toEqual({ contextLength: 320, numBlocks: 10 });
  const doubled = { ...demand.layers, dtype: "F32" } as const;
  expect(plan({ budgetBytes: 10 * blockBytes, layers: doubled })).toEqual({ contextLength: 160, numBlocks: 5 });
  expect(() => plan({ budgetBytes: 0.9 * blockBytes })).toThrow(
    expect.objectContaining({ code: "engine/out-of-memory" }),
  );
});

test("states come first, keys and values have the rest", () => {
  const spec = { numLayers: 2, numKeyHeads: 1, numValueHeads: 2, keyHeadDim: 16, valueHeadDim: 24, convKernelSize: 4 };
  const bytes = 2 * (3 * 80 + 2 * 16 * 24) * 4;
  const budgetBytes = 10 * bytes + 20 * blockBytes;
  const planned = (changes: Partial<CacheDemand>) => {
    const { spec: keysAndValues, states } = planCache({ ...demand, budgetBytes, states: { spec }, ...changes });
    return [keysAndValues.numBlocks, states?.numSlots];
  };
  const left = Math.floor((6 * bytes + 20 * blockBytes) / 2 / bytes);
  expect(planned({})).toEqual([Math.floor((budgetBytes - (4 + left) * bytes) / blockBytes), 4 + left]);
  expect(planned({ states: { spec, checkpointBytes: 6 * bytes } })).toEqual([20, 10]);
  expect(planned({ contextLength: 20 * 32 })).toEqual([21, 4 + 3]);
  expect(() => planned({ maxSequences: 1000 })).toThrow(/fewer sequences at once/);
});

test("a length that was asked for is had, whatever the budget", () => {
  expect(plan({ contextLength: 33 })).toEqual({ contextLength: 33, numBlocks: 8 });
  expect(plan({ contextLength: 1000, budgetBytes: blockBytes })).toEqual({ contextLength: 1000, numBlocks: 32 });
});

test.each([0, -1, 1.5, 1001, Number.NaN])("contextLength %s is refused", (contextLength) => {
  expect(() => checkContextLength(contextLength, 1000)).toThrow(expect.objectContaining({ code: "request/invalid" }));
});
