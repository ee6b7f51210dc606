import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import type { Engine, LoadOptions } from "./engine.ts";
import type { GenerateEvent, GenerateRequest, PromptLogprob } from "./generate.ts";
import { loadEngine } from "./load-engine.ts";

const folderOf = (name: string) => fileURLToPath(new URL(`../../../tests/golden/${name}`, import.meta.url));
const ids = (length: number, seed: number) => Array.from({ length }, (_, i) => (seed * 101 + i * i + 3) % 249);

async function eventsOf(engine: Engine, request: GenerateRequest): Promise<GenerateEvent[]> {
  const events: GenerateEvent[] = [];
  for await (const event of engine.generate(request)) events.push(event);
  return events;
}

const promptLogprobs = (events: readonly GenerateEvent[]) =>
  events.flatMap((event) => (event.type === "prompt" ? event.logprobs : []));

const endOf = (events: readonly GenerateEvent[]) =>
  events.find((event) => event.type === "end") as Extract<GenerateEvent, { type: "end" }>;

/** The same, by answering each beginning of the prompt with the token that follows it. */
async function oneByOne(engine: Engine, tokenIds: readonly number[], numTop: number) {
  return Promise.all(
    tokenIds.slice(1).map(async (tokenId, i) => {
      const events = await eventsOf(engine, {
        tokenIds: tokenIds.slice(0, i + 1),
        maxTokens: 1,
        topLogprobs: numTop,
        sampling: { temperature: 0, logitBias: new Map([[tokenId, 100]]) },
        ignoreEos: true,
      });
      const [logprob] = events.flatMap((event) => (event.type === "text" ? (event.logprobs ?? []) : []));
      expect(logprob.tokenId).toBe(tokenId);
      return logprob;
    }),
  );
}

const load = (name: string, options: LoadOptions) =>
  loadEngine(folderOf(name), { numThreads: 2, contextLength: 400, maxSequences: 3, ...options });

function expectEqual(given: readonly PromptLogprob[], expected: Awaited<ReturnType<typeof oneByOne>>, digits: number) {
  expect(given.map(({ tokenId }) => tokenId)).toEqual(expected.map(({ tokenId }) => tokenId));
  for (const [i, { logprob, top, rank }] of given.entries()) {
    expect(logprob).toBeCloseTo(expected[i].logprob, digits);
    expect(top.map(({ tokenId }) => tokenId)).toEqual(expected[i].top.map(({ tokenId }) => tokenId));
    const place = top.findIndex(({ tokenId }) => tokenId === given[i].tokenId);
    expect(rank).toBe(place >= 0 ? place + 1 : rank);
    expect(rank! > top.length).toBe(place < 0);
  }
}

describe.each(["qwen3", "qwen3_5"])("%s", (name) => {
  test("on the reference backend they are what answers one by one have", async () => {
    const engine = await load(name, { backend: "reference" });
    const tokenIds = ids(45, 1);
    const events = await eventsOf(engine, { tokenIds, promptLogprobs: 3, maxTokens: 0 });
    const [first, ...others] = promptLogprobs(events);
    expect(first).toMatchObject({ tokenId: tokenIds[0], logprob: null, rank: null, top: [] });
    // Linear attention takes tokens in blocks, which rounds otherwise.
    expectEqual(others, await oneByOne(engine, tokenIds, 3), name === "qwen3" ? 12 : 5);
    expect(endOf(events)).toMatchObject({
      finishReason: "length",
      usage: { promptTokens: 45, cachedTokens: 0, completionTokens: 0 },
    });
    await engine.close();
  });

  test("in pieces, beside others, from the cache's end on, and with an answer behind", async () => {
    const engine = await load(name, { backend: "wasm" });
    const tokenIds = ids(150, 2);
    const sampling = { temperature: 0 };
    const answer = await eventsOf(engine, { tokenIds, sampling, maxTokens: 8, ignoreEos: true });
    const request = { tokenIds, sampling, maxTokens: 8, ignoreEos: true, promptLogprobs: 1 };
    const [scored, other, later] = await Promise.all([
      eventsOf(engine, request),
      eventsOf(engine, { ...request, tokenIds: ids(130, 3) }),
      eventsOf(engine, { ...request, promptLogprobsFrom: 140 }),
    ]);
    const idsOf = (events: readonly GenerateEvent[]) =>
      events.flatMap((event) => (event.type === "text" ? event.tokenIds : []));
    expect(idsOf(scored)).toEqual(idsOf(answer));
    expect(idsOf(later)).toEqual(idsOf(answer));
    const [, ...all] = promptLogprobs(scored);
    expectEqual(all, await oneByOne(engine, tokenIds, 1), 3);
    expect(promptLogprobs(other)).toHaveLength(130);
    expect(endOf(scored).usage.cachedTokens).toBe(0);
    expect(endOf(later).usage.cachedTokens).toBeGreaterThanOrEqual(name === "qwen3" ? 96 : 0);
    expect(promptLogprobs(later).map(({ tokenId }) => tokenId)).toEqual(tokenIds.slice(140));
    for (const [i, { logprob }] of promptLogprobs(later).entries())
      expect(logprob).toBeCloseTo(all[139 + i].logprob!, 3);
    expect(engine.status).toMatchObject({ cacheBlocksUsed: 0, runningSequences: 0 });
    await engine.close();
  });
});

test("what is asked of nothing, and of too much", async () => {
  const engine = await load("qwen3", { backend: "reference" });
  const one = await eventsOf(engine, { tokenIds: [5], promptLogprobs: 0, maxTokens: 0 });
  expect(promptLogprobs(one)).toMatchObject([{ tokenId: 5, logprob: null }]);
  expect(
    promptLogprobs(await eventsOf(engine, { tokenIds: ids(9, 1), promptLogprobs: 0, promptLogprobsFrom: 9 })),
  ).toEqual([]);
  const aborted = eventsOf(engine, { tokenIds: ids(9, 1), promptLogprobs: 0, signal: AbortSignal.abort() });
  expect(endOf(await aborted).finishReason).toBe("cancelled");
  for (const fields of [{ promptLogprobs: 21 }, { promptLogprobs: 1, promptLogprobsFrom: -1 }]) {
    await expect(eventsOf(engine, { tokenIds: [5], ...fields })).rejects.toMatchObject({ code: "request/invalid" });
  }
  await engine.close();
});
