import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import type { Engine, LoadOptions } from "./engine.ts";
import { answerOf } from "./golden-engine.fixture.ts";
import { loadEngine } from "./load-engine.ts";

const folder = fileURLToPath(new URL("../../../tests/golden/qwen3_5", import.meta.url));
const text = (length: number, seed: number) => Array.from({ length }, (_, i) => (seed * 101 + i * i + 3) % 249);
const ask = (engine: Engine, tokenIds: readonly number[]) =>
  answerOf(engine, { tokenIds, maxTokens: 40, sampling: { temperature: 0 }, ignoreEos: true, topLogprobs: 1 });

test.each(["reference", "wasm"] as const)(
  "a model with linear attention goes on from its states, on the %s backend, with the answers of one that keeps none",
  async (backend) => {
    const options: LoadOptions = { backend, numThreads: 2, contextLength: 400, maxSequences: 2 };
    const [warm, cold] = await Promise.all(
      [true, false].map((prefixCache) => loadEngine(folder, { ...options, prefixCache })),
    );
    /** Answers on both, at once where there are several prompts. */
    const expectHits = async (prompts: readonly (readonly number[])[], hits: readonly number[]) => {
      const answers = await Promise.all(prompts.map((prompt) => ask(warm, prompt)));
      const alone = await Promise.all(prompts.map((prompt) => ask(cold, prompt)));
      expect(answers.map(({ end }) => end.usage.cachedTokens)).toEqual(hits);
      expect(alone.every(({ end }) => end.usage.cachedTokens === 0)).toBe(true);
      expect(answers.map(({ tokenIds }) => tokenIds)).toEqual(alone.map(({ tokenIds }) => tokenIds));
      for (const [i, { logprobs }] of answers.entries()) {
        for (const [j, { logprob }] of logprobs.entries()) expect(logprob).toBeCloseTo(alone[i].logprobs[j].logprob, 4);
      }
      return answers;
    };
    const prompt = text(200, 1);
    const [first] = await expectHits([prompt], [0]);
    await expectHits([[...prompt, ...first.tokenIds, ...text(10, 2)]], [224]);
    await expectHits([prompt, [...prompt, 7, 8]], [192, 192]);
    const [edited] = await expectHits([[...prompt.slice(0, 150), ...text(40, 3)]], [0]);
    expect(edited.end.usage.cache).toEqual({
      hitTokens: 0,
      matchedTokens: 128,
      reason: "no state checkpoint after token 0, though 128 tokens are kept",
    });
    await expectHits([[...prompt.slice(0, 150), ...text(30, 4)]], [128]);
    expect(warm.status).toMatchObject({ cacheBlocksUsed: 0, checkpointsTotal: 64 });
    expect(warm.status.checkpointsKept).toBeGreaterThanOrEqual(5);
    expect(cold.status).toMatchObject({ cacheBlocksKept: 0, checkpointsKept: 0, checkpointsTotal: 0 });
    await Promise.all([warm.close(), cold.close()]);
  },
);

test("without room for checkpoints every prompt is computed, and says why", async () => {
  const engine = await loadEngine(folder, { backend: "reference", contextLength: 100, checkpointBytes: 0 });
  for (let i = 0; i < 2; i++) {
    const { end } = await ask(engine, text(50, 1));
    expect(end.usage.cache).toMatchObject({ hitTokens: 0, reason: expect.stringMatching(/no memory was given/) });
  }
  expect(engine.status).toMatchObject({ cacheBlocksKept: 0, checkpointsTotal: 0 });
  await engine.close();
});

test("guesses change no answer of a model with linear attention", async () => {
  const options: LoadOptions = { numThreads: 2, contextLength: 400, maxSequences: 4 };
  const [guessing, plain] = await Promise.all(
    [true, false].map((promptLookup) => loadEngine(folder, { ...options, promptLookup })),
  );
  // Few tokens are left to choose from, so that what was said before comes again.
  const sampling = {
    temperature: 2,
    topP: 1,
    seed: 3,
    logitBias: new Map([5, 6, 7, 8].map((tokenId) => [tokenId, 100])),
  };
  const request = { tokenIds: text(60, 1), maxTokens: 200, sampling, ignoreEos: true };
  const [answer, expected] = await Promise.all([guessing, plain].map((engine) => answerOf(engine, request)));
  expect(answer.tokenIds).toEqual(expected.tokenIds);
  expect(answer.end.usage.draftTokens).toBeGreaterThan(0);
  await Promise.all([guessing.close(), plain.close()]);
});
