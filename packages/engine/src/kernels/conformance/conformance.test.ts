import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Backend } from "../backend.ts";
import { createWasmBackend } from "../wasm/wasm-backend.ts";
import { ConformanceRun, type ExpectedValues, expectedValues } from "./conformance-run.ts";
import { conformanceCases } from "./index.ts";

const backends: Readonly<Record<string, () => Promise<Backend>>> = {
  "wasm, 1 thread": () => createWasmBackend({ numThreads: 1 }),
  "wasm, 2 threads": () => createWasmBackend({ numThreads: 2 }),
  "wasm, 1 thread, plain SIMD": () => createWasmBackend({ numThreads: 1, relaxedSimd: false }),
  "wasm, 2 threads, plain SIMD": () => createWasmBackend({ numThreads: 2, relaxedSimd: false }),
};

let expected: ExpectedValues;
beforeAll(async () => {
  expected = await expectedValues(conformanceCases);
});

describe.each(Object.entries(backends))("%s", (_name, createBackend) => {
  let backend: Backend;
  let run: ConformanceRun;

  beforeAll(async () => {
    backend = await createBackend();
    run = await ConformanceRun.start(backend, expected);
  });

  afterAll(() => backend.close());

  const namedCases = conformanceCases.map((opCase) => [`${opCase.op}: ${opCase.name}`, opCase] as const);
  test.each(namedCases)("%s", async (_caseName, opCase) => {
    const { failure } = await run.run(opCase);
    expect(failure).toBeUndefined();
  });
});
