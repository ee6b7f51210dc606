import { mkdtemp, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { openFile } from "#platform";
import { bytesSource } from "../../files/bytes-source.ts";
import { lengthOfPieces } from "../../files/pieced-bytes.ts";
import type { Source } from "../../files/source.ts";
import { f32 } from "../../quant/f32.ts";
import type { LoadWeightsOptions, WeightRequest } from "../backend.ts";
import { i32, memory } from "./emitter/scalar.ts";
import { defineKernel } from "./kernel.ts";
import { layoutFor } from "./linear/index.ts";
import { repackArguments, type WeightLayout } from "./linear/weight-layout.ts";
import { loadWeights } from "./load-weights.ts";
import { WasmRuntime } from "./runtime.ts";

/** Rows as they are in the file, in groups of 4. */
const copy = defineKernel({
  name: "copy",
  args: repackArguments,
  build: (f, { source, target, rows, columns }) =>
    f.do(memory.copy(target, source, i32.shl(i32.mul(rows, columns), 2))),
});
const asItIs: WeightLayout = {
  ...layoutFor("F32", { relaxedSimd: false, dotSecondOperand: "inexact" }),
  groupRows: 4,
  groupBytes: (columns) => 4 * 4 * columns,
  repack: copy,
};

let runtime: WasmRuntime;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "qwents-weights-"));
});
afterAll(() => rm(folder, { recursive: true }));
beforeEach(async () => {
  runtime = await WasmRuntime.start(() => [copy], { numThreads: 2, memoryBytes: 2 ** 26 });
});
afterEach(() => runtime.close());

const load = (requests: WeightRequest[], options: LoadWeightsOptions = {}) =>
  loadWeights(runtime, () => asItIs, requests, options);

const values = (length: number): Float32Array => Float32Array.from({ length }, (_, i) => i);
const bytesOf = ({ buffer, byteOffset, byteLength }: Float32Array) => new Uint8Array(buffer, byteOffset, byteLength);
const loaded = (address: number, length: number) => new Float32Array(runtime.memory.buffer, address, length);

function request(source: Source, offset: number, shape: readonly number[]): WeightRequest {
  const length = 4 * shape.reduce((a, b) => a * b);
  return {
    name: `weight at ${offset}`,
    shape,
    kind: shape.length === 1 ? "vector" : "matrix",
    format: f32,
    data: [{ source, offset, length }],
  };
}

async function fileOf(name: string, numbers: Float32Array): Promise<Source> {
  await writeFile(join(folder, name), bytesOf(numbers));
  return openFile(join(folder, name));
}

test("matrices of many chunks and vectors, from files and from memory", async () => {
  const numbers = values(1003 * 300 + 50);
  const file = await fileOf("model", numbers);
  const bytes = bytesSource("bytes", bytesOf(numbers));
  const progress: number[] = [];
  const requests = [
    request(file, 0, [1003, 300]),
    request(bytes, 4 * 10, [7]),
    request(bytes, 4 * 300, [1002, 300]),
    request(file, 4 * 50, [1, 2]),
  ];
  const weights = await load(requests, { onProgress: (bytes) => progress.push(bytes) });
  expect(weights.map(({ name }) => name)).toEqual(requests.map(({ name }) => name));
  expect(weights.map(({ layout }) => layout)).toEqual([asItIs, "vector", asItIs, asItIs]);
  expect(loaded(weights[0].address, 1003 * 300)).toEqual(numbers.subarray(0, 1003 * 300));
  expect(loaded(weights[1].address, 7)).toEqual(numbers.subarray(10, 17));
  expect(loaded(weights[2].address, 1002 * 300)).toEqual(numbers.subarray(300, 1003 * 300));
  expect(loaded(weights[3].address, 2)).toEqual(numbers.subarray(50, 52));
  expect(progress).toEqual([...progress].sort((a, b) => a - b));
  expect(progress.at(-1)).toBe(requests.reduce((sum, { data }) => sum + lengthOfPieces(data), 0));
  await file.close();
});

test("rows that are no whole units get zeros behind them, in every chunk", async () => {
  const numbers = values(1003 * 301);
  const [{ address, shape, sizeBytes }] = await load([request(bytesSource("bytes", bytesOf(numbers)), 0, [1003, 301])]);
  expect(shape).toEqual([1003, 301]);
  expect(sizeBytes).toBe(4 * 1004 * 304);
  const padded = new Float32Array(1003 * 304);
  for (let row = 0; row < 1003; row++) padded.set(numbers.subarray(301 * row, 301 * (row + 1)), 304 * row);
  expect(loaded(address, 1003 * 304)).toEqual(padded);
});

test("experts' matrices, each of whole groups and of several chunks", async () => {
  const [E, rows, columns] = [3, 602, 300];
  const numbers = values(E * rows * columns);
  const source = bytesSource("bytes", bytesOf(numbers));
  const [{ address, sizeBytes }] = await load([{ ...request(source, 0, [E, rows, columns]), kind: "experts" }]);
  expect(sizeBytes).toBe(4 * E * 604 * columns);
  for (let expert = 0; expert < E; expert++) {
    const matrix = loaded(address + 4 * expert * 604 * columns, rows * columns);
    expect(matrix).toEqual(numbers.subarray(expert * rows * columns, (expert + 1) * rows * columns));
  }
});

test("loads again after a step has run", async () => {
  const source = bytesSource("bytes", bytesOf(values(64)));
  for (const shape of [
    [8, 8],
    [4, 16],
  ]) {
    const [{ address }] = await load([request(source, 0, shape)]);
    const step = runtime.beginStep();
    const target = step.buffer(256);
    step.command(copy, { source: address, target, rows: 8, columns: 8 });
    expect(await runtime.run([{ buffer: target, length: 64 }])).toEqual([values(64)]);
  }
});

test("a file that has become shorter, or is gone", async () => {
  const file = await fileOf("shrinks", values(400 * 1000));
  const requests = [request(file, 0, [400, 1000])];
  await truncate(join(folder, "shrinks"), 1_000_000);
  await expect(load(requests)).rejects.toMatchObject({
    code: "files/truncated",
    message: expect.stringMatching(/^shrinks /),
  });
  await rm(join(folder, "shrinks"));
  await expect(load(requests)).rejects.toMatchObject({
    code: "files/not-found",
    message: expect.stringMatching(/shrinks/),
  });
  await file.close();
  // Threads and memory are as good as before.
  const [{ address }] = await load([request(bytesSource("bytes", bytesOf(values(64))), 0, [8, 8])]);
  expect(loaded(address, 64)).toEqual(values(64));
});

test("a vector that can not be read", async () => {
  const source: Source = {
    ...bytesSource("bytes", bytesOf(values(64))),
    read: () => Promise.reject(new Error("broken")),
  };
  await expect(load([request(source, 0, [8, 8]), request(source, 0, [8])])).rejects.toThrow("broken");
});

test("an error of whoever listens to the progress", async () => {
  const onProgress = () => {
    throw new Error("no ears");
  };
  const requests = [request(bytesSource("bytes", bytesOf(values(500_000))), 0, [500, 1000])];
  await expect(load(requests, { onProgress })).rejects.toThrow("no ears");
});

test("stops when aborted", async () => {
  const numbers = values(2_000_000);
  const requests = [request(bytesSource("bytes", bytesOf(numbers)), 0, [2000, 1000])];
  await expect(load(requests, { signal: AbortSignal.abort("before") })).rejects.toBe("before");
  const controller = new AbortController();
  let loadedBytes = 0;
  const onProgress = (bytes: number) => {
    loadedBytes = bytes;
    controller.abort("during");
  };
  await expect(load(requests, { signal: controller.signal, onProgress })).rejects.toBe("during");
  expect(loadedBytes).toBeLessThanOrEqual(numbers.byteLength);
});

test("says how much a model needs that does not fit, before anything is read", async () => {
  const source: Source = { ...bytesSource("bytes", new Uint8Array()), sizeBytes: 2 ** 40 };
  await expect(load([request(source, 0, [2 ** 20, 2 ** 12])])).rejects.toMatchObject({
    code: "model/too-large",
    message: expect.stringMatching(/take 16.00 GiB, but this engine can have 64.0 MiB/),
  });
  expect(runtime.memory.usedBytes).toBeLessThan(2 ** 20);
});
