import { expect, test } from "vitest";
import { createBackend } from "../index.ts";
import { createWasmBackend } from "./wasm-backend.ts";

const cache = { numLayers: 2, numKeyValueHeads: 2, headDim: 64, blockLength: 16, numBlocks: 4, dtype: "F16" } as const;

test("tells what it runs on", async () => {
  const plain = await createBackend("wasm", { numThreads: 1, relaxedSimd: false, wideVectors: false });
  expect(plain.description).toBe("wasm, 1 thread, SIMD");
  await plain.close();
  const { description } = await createBackend("reference");
  expect(description).toMatch(/^reference/);
});

test("refuses absurd numbers of threads", async () => {
  for (const numThreads of [0, -1, 1.5, 65, Number.NaN]) {
    await expect(createWasmBackend({ numThreads })).rejects.toMatchObject({ code: "request/invalid" });
  }
});

test("counts the memory that a cache takes, and refuses what does not fit", async () => {
  const backend = await createWasmBackend({ numThreads: 1 });
  const { memoryBytes, availableBytes } = backend;
  backend.createKvCache(cache);
  const sizeBytes = 2 * 2 * 2 * 64 * 16 * 4 * 2;
  expect(backend.memoryBytes - memoryBytes).toBe(sizeBytes);
  expect(availableBytes - backend.availableBytes).toBe(sizeBytes);
  expect(() => backend.createKvCache({ ...cache, numBlocks: 2 ** 24 })).toThrow(
    expect.objectContaining({ code: "engine/out-of-memory" }),
  );
  await backend.close();
});

test("is of no use once closed, and can be closed again", async () => {
  const backend = await createWasmBackend({ numThreads: 2 });
  const step = backend.beginStep();
  const table = step.rotaryTable(Int32Array.of(1), { inverseFrequencies: Float32Array.of(1), scale: 1 });
  await backend.close();
  await backend.close();
  await expect(step.run([table])).rejects.toMatchObject({ code: "engine/closed" });
  expect(() => backend.beginStep()).toThrow(expect.objectContaining({ code: "engine/closed" }));
  expect(() => backend.createKvCache(cache)).toThrow(expect.objectContaining({ code: "engine/closed" }));
  await expect(backend.loadWeights([])).rejects.toMatchObject({ code: "engine/closed" });
  expect(backend.memoryBytes).toBe(0);
});

test("one step at a time, of which each runs once", async () => {
  const backend = await createWasmBackend({ numThreads: 1 });
  const step = backend.beginStep();
  expect(() => backend.beginStep()).toThrow(/before the one before it had run/);
  const table = step.rotaryTable(Int32Array.of(0, 3), { inverseFrequencies: Float32Array.of(1, 0.5), scale: 1 });
  const [values] = await step.run([table]);
  expect([...values.subarray(0, 4)]).toEqual([1, 1, 0, 0]);
  await expect(step.run([table])).rejects.toThrow(/only once/);
  expect(() => step.add(table, table)).toThrow(/after its step had run/);
  expect(() => backend.beginStep().reshape(table, [8])).toThrow(/not of this step/);
  await backend.close();
});
