import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import type { LoadOptions } from "./engine.ts";
import { answerOf } from "./golden-engine.fixture.ts";
import { loadEngine } from "./load-engine.ts";

// A tiny hybrid with a draft block, trained on such text as is read here, a token a character (tests/golden/qwen3_5_mtp).

const folder = fileURLToPath(new URL("../../../tests/golden/qwen3_5_mtp", import.meta.url));
const text = [...readFileSync(`${folder}/text.txt`)];
const options: LoadOptions = { numThreads: 2, contextLength: 600, maxSequences: 4, promptLookup: false };
const load = (more: LoadOptions) => loadEngine(folder, { ...options, ...more });

test.each(["reference", "wasm"] as const)(
  "%s: the answers of a model without its draft block, in fewer steps",
  async (backend) => {
    const [drafting, plain] = await Promise.all(
      [true, false].map((multiTokenPrediction) => load({ backend, multiTokenPrediction })),
    );
    expect([drafting, plain].map(({ info }) => info.multiTokenPrediction)).toEqual([true, false]);
    expect(plain.info.unusedTensors.every((name) => name.startsWith("mtp."))).toBe(true);
    expect(drafting.info.unusedTensors).toEqual([]);
    for (const sampling of [{ temperature: 0 }, { temperature: 0.7, seed: 11 }]) {
      const requests = [0, 4000, 8000].map((start) => ({
        tokenIds: text.slice(start, start + 120),
        maxTokens: 150,
        sampling,
        ignoreEos: true,
      }));
      const [answers, expected] = await Promise.all(
        [drafting, plain].map((engine) => Promise.all(requests.map((request) => answerOf(engine, request)))),
      );
      expect(answers.map(({ tokenIds }) => tokenIds)).toEqual(expected.map(({ tokenIds }) => tokenIds));
    }
    await Promise.all([drafting.close(), plain.close()]);
  },
);

test("guesses are made and are often right, also behind a beginning that the cache had", async () => {
  const engine = await load({ backend: "reference" });
  const [drafted, accepted] = [
    [0, 0],
    [0, 0],
  ];
  for (const start of [0, 1600, 3200, 4800, 6400, 8000]) {
    const prompt = text.slice(start, start + 200);
    for (const [turn, tokenIds] of [prompt, [...prompt, ...text.slice(start + 200, start + 300)]].entries()) {
      const { end } = await answerOf(engine, {
        tokenIds,
        maxTokens: 200,
        sampling: { temperature: 0 },
        ignoreEos: true,
      });
      drafted[turn] += end.usage.draftTokens;
      accepted[turn] += end.usage.acceptedDraftTokens;
    }
  }
  // How many are made depends on what they cost, which is measured.
  for (const turn of [0, 1]) expect(accepted[turn] / drafted[turn]).toBeGreaterThan(0.4);
  await engine.close();
});

test("a request that goes away while others guess leaves them alone", async () => {
  const engine = await load({ backend: "wasm" });
  const request = (start: number) => ({
    tokenIds: text.slice(start, start + 80),
    maxTokens: 100,
    sampling: { temperature: 0 },
  });
  const alone = await answerOf(engine, request(3000));
  const [answer] = await Promise.all([answerOf(engine, request(3000)), takeFew(engine.generate(request(7000)), 9)]);
  expect(answer.tokenIds).toEqual(alone.tokenIds);
  await engine.close();
});

async function takeFew<T>(events: AsyncIterable<T>, count: number): Promise<void> {
  let taken = 0;
  for await (const _ of events) if (++taken === count) return;
}
