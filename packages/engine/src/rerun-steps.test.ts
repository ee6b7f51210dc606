import { fileURLToPath } from "node:url";
import { expect, test, vi } from "vitest";
import type { Engine } from "./engine.ts";
import { answerOf } from "./golden-engine.fixture.ts";
import { WasmRuntime } from "./kernels/wasm/runtime.ts";
import { loadEngine } from "./load-engine.ts";

const prompts = [3, 40, 70].map((length) => Array.from({ length }, (_, i) => (i * i + 7 * length) % 200));

/** Several at once, of which one ends first, over the ends of blocks and of pieces of a context. */
const answersOf = (engine: Engine) =>
  Promise.all(
    prompts.map(async (tokenIds, i) => {
      const request = { tokenIds, maxTokens: 40 + 120 * i, sampling: { temperature: 0 }, ignoreEos: true };
      const { tokenIds: ids, logprobs } = await answerOf(engine, { ...request, topLogprobs: 1 });
      return { ids, logprobs };
    }),
  );

/** A step that is traced is always recorded anew. */
async function traced<T>(engine: Engine, work: () => Promise<T>): Promise<{ value: T; numRecorded: number }> {
  const stop = new AbortController();
  let numRecorded = 0;
  const reading = (async () => {
    for await (const { spans } of engine.trace(stop.signal))
      numRecorded += Number(spans.some(({ op }) => op === "record"));
  })();
  const value = await work();
  stop.abort();
  await reading;
  return { value, numRecorded };
}

test.each(["qwen3", "qwen3_moe", "qwen3_5"])(
  "%s: steps that run again give what steps give that are recorded anew, to the bit",
  async (name) => {
    const folder = fileURLToPath(new URL(`../../../tests/golden/${name}`, import.meta.url));
    const options = {
      backend: "wasm",
      numThreads: 3,
      contextLength: 480,
      maxSequences: 3,
      prefixCache: false,
      promptLookup: false,
    } as const;
    const engine = await loadEngine(folder, options);
    const rerun = vi.spyOn(WasmRuntime.prototype, "rerun");
    const again = await answersOf(engine);
    expect(rerun.mock.results.filter(({ value }) => value !== undefined).length).toBeGreaterThan(150);
    rerun.mockClear();
    const { value: anew, numRecorded } = await traced(engine, () => answersOf(engine));
    expect(numRecorded).toBeGreaterThan(100);
    expect(rerun).not.toHaveBeenCalled();
    expect(again).toEqual(anew);
    await engine.close();
  },
);
