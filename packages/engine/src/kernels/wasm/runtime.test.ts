import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { add } from "./kernels/add.ts";
import { WasmRuntime } from "./runtime.ts";

describe.each([1, 2, 3])("%i threads", (numThreads) => {
  let runtime: WasmRuntime;
  beforeAll(async () => {
    runtime = await WasmRuntime.start(() => [add], { numThreads });
  });
  afterAll(() => runtime.close());

  it("adds", async () => {
    const step = runtime.beginStep();
    const x = step.upload(Float32Array.from({ length: 32 }, (_, i) => i));
    const y = step.upload(Float32Array.from({ length: 32 }, (_, i) => 100 * i));
    const out = step.buffer(128);
    step.command(add, { x, y, out, vectors: 8 });
    const [values] = await runtime.run([{ buffer: out, length: 32 }]);
    expect([...values]).toEqual(Array.from({ length: 32 }, (_, i) => 101 * i));
  });
});
