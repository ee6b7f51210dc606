import { expect, test } from "vitest";
import { ConformanceRun, expectedValues } from "../conformance/conformance-run.ts";
import { conformanceCases } from "../conformance/index.ts";
import { createWasmBackend } from "./wasm-backend.ts";

test("every op computes the same with some of the threads", async () => {
  const backend = await createWasmBackend({ numThreads: 5 });
  const cases = conformanceCases.filter((_, index) => index % 9 === 0);
  const run = await ConformanceRun.start(backend, await expectedValues(cases));
  for (const [index, each] of cases.entries()) {
    // Of five: two, one, and all.
    backend.shareThreads?.([2, 5, 1][index % 3]);
    expect((await run.run(each)).failure, `${each.op}: ${each.name}`).toBeUndefined();
  }
  await backend.close();
});
