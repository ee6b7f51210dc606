import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { QwenError } from "../../errors.ts";
import type { Backend } from "../backend.ts";
import { createWasmBackend } from "../wasm/wasm-backend.ts";
import { ConformanceRun, type ExpectedValues, expectedValues } from "./conformance-run.ts";
import { conformanceCases } from "./index.ts";

const backends: Readonly<Record<string, () => Promise<Backend>>> = {
  "wasm, 1 thread": () => createWasmBackend({ numThreads: 1 }),
  "wasm, 2 threads": () => createWasmBackend({ numThreads: 2 }),
  "wasm, 2 threads, weights apart": () => createWasmBackend({ numThreads: 2, weightBytes: 4 * 2 ** 30 }),
  "wasm, 1 thread, plain SIMD": () => createWasmBackend({ numThreads: 1, relaxedSimd: false }),
  "wasm, 3 threads, plain SIMD, no wide vectors": () =>
    createWasmBackend({ numThreads: 3, relaxedSimd: false, wideVectors: false }),
};

let expected: ExpectedValues;
beforeAll(async () => {
  expected = await expectedValues(conformanceCases);
});

describe.each(Object.entries(backends))("%s", (_name, createBackend) => {
  let backend: Backend | undefined;
  let run: ConformanceRun | undefined;
  let whyNot = "";

  beforeAll(async () => {
    try {
      backend = await createBackend();
    } catch (error) {
      if (!(error instanceof QwenError && error.code === "backend/unavailable")) throw error;
      whyNot = error.message;
      return;
    }
    run = await ConformanceRun.start(backend, expected);
  });

  afterAll(() => backend?.close());

  for (const opCase of conformanceCases) {
    test(`${opCase.op}: ${opCase.name}`, async ({ skip }) => {
      if (!run) return skip(whyNot);
      const { failure } = await run.run(opCase);
      expect(failure).toBeUndefined();
    });
  }
});
