import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { setRuntimeFlags } from "#platform";
import type { Backend } from "../backend.ts";
import { ConformanceRun, expectedValues } from "../conformance/conformance-run.ts";
import { conformanceCases } from "../conformance/index.ts";
import { createWasmBackend } from "./wasm-backend.ts";

const isPossible = setRuntimeFlags([]);

test("is on unless it is not wanted, and the backend says so", async () => {
  const descriptions = [];
  for (const wideVectors of [true, false]) {
    const backend = await createWasmBackend({ numThreads: 1, wideVectors });
    descriptions.push(backend.description);
    await backend.close();
  }
  expect(descriptions[0]!.endsWith(", wide vectors")).toBe(isPossible);
  expect(descriptions[1]).not.toContain("wide vectors");
});

// Elsewhere most kernels run too shortly to be optimised, and only optimised code is wide.
describe.skipIf(!isPossible)("optimised and wide", () => {
  let backend: Backend;
  let run: ConformanceRun;

  beforeAll(async () => {
    setRuntimeFlags(["--no-liftoff"]);
    backend = await createWasmBackend({ numThreads: 2 });
    setRuntimeFlags(["--no-liftoff"]);
    run = await ConformanceRun.start(backend, await expectedValues(conformanceCases));
  });
  afterAll(async () => {
    await backend.close();
    setRuntimeFlags(["--liftoff"]);
  });

  for (const opCase of conformanceCases) {
    test(`${opCase.op}: ${opCase.name}`, async () => {
      const { failure } = await run.run(opCase);
      expect(failure).toBeUndefined();
    });
  }
});
