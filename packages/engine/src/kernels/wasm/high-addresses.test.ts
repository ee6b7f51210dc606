import { expect, test } from "vitest";
import { ConformanceRun, expectedValues } from "../conformance/conformance-run.ts";
import { conformanceCases } from "../conformance/index.ts";
import { createWasmBackend } from "./wasm-backend.ts";

/** Large enough for what comes after it to lie above 2 GiB, where addresses are negative as signed numbers. */
const cache = { numLayers: 1, numKeyValueHeads: 1, headDim: 16, blockLength: 16, numBlocks: 2 ** 20 + 1 };

test("every op computes the same above 2 GiB", async (context) => {
  const backend = await createWasmBackend({ numThreads: 2 });
  if (backend.availableBytes < 2.2 * 2 ** 30) context.skip("the machine has less than 2.2 GiB of memory");
  backend.createKvCache({ ...cache, dtype: "F32" });
  expect(backend.memoryBytes).toBeGreaterThan(2 ** 31);
  const cases = conformanceCases.filter((_, index) => index % 5 === 0);
  const run = await ConformanceRun.start(backend, await expectedValues(cases));
  for (const each of cases) expect((await run.run(each)).failure, `${each.op}: ${each.name}`).toBeUndefined();
  await backend.close();
});
