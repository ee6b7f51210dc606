import { expect, test } from "vitest";
import type { Source } from "../../files/source.ts";
import { f32 } from "../../quant/f32.ts";
import type { WeightRequest } from "../backend.ts";
import { createReferenceBackend } from "./reference-backend.ts";

function weightRequest(name: string, shape: number[], values: number[]): WeightRequest {
  const bytes = new Uint8Array(Float32Array.from(values).buffer);
  const source: Source = {
    name: "test",
    sizeBytes: bytes.length,
    locator: { kind: "bytes", name: "test", bytes },
    read: async (offset, length) => bytes.slice(offset, offset + length),
    close: async () => {},
  };
  const kind = shape.length === 2 ? "matrix" : "vector";
  return { name, shape, kind, format: f32, data: [{ source, offset: 0, length: bytes.length }] };
}

test("records ops, runs them in order and gives the values asked for", async () => {
  const backend = createReferenceBackend();
  const progress: number[] = [];
  const [table, gamma] = await backend.loadWeights(
    [weightRequest("table", [3, 2], [3, 4, 1, 1, 0, 0]), weightRequest("gamma", [2], [1, 2])],
    { onProgress: (bytes) => progress.push(bytes) },
  );
  expect(progress).toEqual([24, 32]);
  expect(backend.memoryBytes).toBe(32);

  const step = backend.beginStep();
  const x = step.embedding(Int32Array.of(0, 1), table);
  const normed = step.rmsNorm(x, gamma, 3.5);
  const logits = step.linear(step.selectRows(normed, Int32Array.of(0)), table);
  const heads = step.reshape(x, [2, 1, 2]);
  expect(logits.shape).toEqual([1, 3]);
  expect(heads.shape).toEqual([2, 1, 2]);
  const [logitValues, headValues] = await step.run([logits, heads]);
  expect(logitValues).toEqual(Float32Array.of(0.75 * 3 + 2 * 4, 0.75 + 2, 0));
  expect(headValues).toEqual(Float32Array.of(3, 4, 1, 1));
});

test("operands that do not fit are a bug", async () => {
  const backend = createReferenceBackend();
  const [table] = await backend.loadWeights([weightRequest("table", [3, 2], [0, 0, 0, 0, 0, 0])]);
  const step = backend.beginStep();
  const x = step.embedding(Int32Array.of(0), table);
  expect(() => step.linear(step.reshape(x, [2, 1]), table)).toThrow(/does not fit table/);
  expect(() => step.embedding(Int32Array.of(3), table)).toThrow(/token 3 of 3/);
  expect(() => backend.beginStep()).toThrow(/before it had run/);
});

test("a closed backend fails steps with a code", async () => {
  const backend = createReferenceBackend();
  const [table] = await backend.loadWeights([weightRequest("table", [1, 1], [1])]);
  const step = backend.beginStep();
  const x = step.embedding(Int32Array.of(0), table);
  await backend.close();
  await expect(step.run([x])).rejects.toMatchObject({ code: "engine/closed" });
});

test("an aborted load throws the signal's reason", async () => {
  const signal = AbortSignal.abort(new Error("enough"));
  const load = createReferenceBackend().loadWeights([weightRequest("w", [1], [1])], { signal });
  await expect(load).rejects.toThrow("enough");
});
