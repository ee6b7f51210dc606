import { setTimeout as sleep } from "node:timers/promises";
import { type Engine, type GenerateRequest, type LoadProgress, loadEngine, type StepTrace } from "@qwents/engine";
import { afterAll, beforeAll, expect, test } from "vitest";
import { answerOf, cockpit, collect, untilGone } from "./processes.fixture.ts";
import type { EngineProcess } from "./remote-engine.ts";
import { startEngineProcess } from "./start-engine-process.ts";

const options = { numThreads: 2, maxSequences: 8, contextLength: 1024 };
const idle = { runningSequences: 0, waitingSequences: 0, cacheBlocksUsed: 0 };

let local: Engine;
let remote: EngineProcess;
const progress: LoadProgress[] = [];

beforeAll(async () => {
  local = await loadEngine(cockpit, options);
  remote = await startEngineProcess(cockpit, options, { onProgress: (step) => progress.push(step) });
});

afterAll(async () => {
  await local.close();
  await remote.close();
  await untilGone(remote.pid as number);
});

function question(seed: number): GenerateRequest {
  const messages = [{ role: "user", content: `Who are you, number ${seed}?` } as const];
  return { messages, sampling: { temperature: 1.5, seed, logitBias: new Map([[5040, -2]]) }, maxTokens: 40 };
}

/** Answers without end. */
const endless: GenerateRequest = { prompt: "One, two, three,", ignoreEos: true, sampling: { seed: 1 } };

test("loading tells how far it is, and what was loaded", () => {
  expect(progress.at(0)).toMatchObject({ phase: "header" });
  expect(progress.at(-1)).toMatchObject({ phase: "ready" });
  expect(remote.info).toEqual(local.info);
  expect(remote.info.sampling.logitBias).toBeInstanceOf(Map);
});

test("eight seeded answers at once are those of an engine in this process", async () => {
  const requests = Array.from({ length: 8 }, (_, seed) => question(seed));
  const expected = await Promise.all(requests.map((request) => answerOf(local.generate(request))));
  const answers = await Promise.all(requests.map((request) => answerOf(remote.generate(request))));
  expect(answers).toEqual(expected);
  expect(new Set(answers.map(({ text }) => text)).size).toBeGreaterThan(1);
});

test("with other engines at work it computes the same", async () => {
  const request = { ...question(3), topLogprobs: 2 };
  const expected = await collect(local.generate(request));
  remote.shareThreads?.(2);
  const shared = await collect(remote.generate(request));
  remote.shareThreads?.(1);
  const texts = (events: typeof shared) => events.filter(({ type }) => type === "text");
  expect(texts(shared)).toEqual(texts(expected));
});

test("traces of steps cross, as many as somebody waits for, and end with their signal", async () => {
  const stop = new AbortController();
  const traces: StepTrace[] = [];
  const reading = (async () => {
    for await (const trace of remote.trace!(stop.signal)) {
      traces.push(trace);
      if (traces.length === 2) stop.abort();
    }
  })();
  await answerOf(remote.generate({ ...endless, maxTokens: 60 }));
  await reading;
  expect(traces).toHaveLength(2);
  expect(traces[1].step).toBeGreaterThan(traces[0].step);
  expect(traces[1].spans.some(({ op, layer }) => op === "attention" && layer === 1)).toBe(true);
  const pending = remote.trace!()[Symbol.asyncIterator]();
  const next = pending.next();
  await answerOf(remote.generate({ ...endless, maxTokens: 2 }));
  expect((await next).value).toMatchObject({ numSequences: 1 });
});

test("the status tells of the last seconds, and what a process did long ago no more", async () => {
  await answerOf(remote.generate({ ...endless, maxTokens: 5 }));
  await expect.poll(() => remote.status.recent.generatedTokens).toBeGreaterThanOrEqual(5);
  await expect.poll(() => remote.status.recent.steps, { timeout: 15_000, interval: 200 }).toBe(0);
}, 20_000);

test("the other methods answer alike, and fail alike", async () => {
  const messages = [{ role: "user", content: "Hi" } as const];
  expect(await remote.tokenize("Hello <|im_end|>", { parseSpecial: true })).toEqual(
    local.tokenize("Hello <|im_end|>", { parseSpecial: true }),
  );
  expect(await remote.tokenize({ messages })).toEqual(local.tokenize({ messages }));
  expect(await remote.detokenize([40, 5040])).toBe(local.detokenize([40, 5040]));
  expect(await remote.tokenBytes(5040)).toEqual(local.tokenBytes(5040));
  expect(await remote.applyTemplate(messages)).toBe(local.applyTemplate(messages));
  const input = ["one", "two"];
  expect(await remote.embed({ input })).toEqual(await local.embed({ input }));
  const documents = ["a cat", "a dog"];
  expect(await remote.rerank({ query: "cats", documents })).toEqual(await local.rerank({ query: "cats", documents }));
  const noGuard = { code: "request/wrong-model", message: expect.stringContaining("Qwen3Guard-Stream") };
  await expect(remote.moderate({ messages })).rejects.toMatchObject(noGuard);
  const unknown = { code: "request/invalid", details: expect.anything() };
  await expect(remote.tokenBytes(10 ** 6)).rejects.toMatchObject(unknown);
  await expect(collect(remote.generate({ prompt: "x", maxTokens: -1 }))).rejects.toMatchObject({
    code: "request/invalid",
    details: { field: "maxTokens" },
  });
});

test("what has a meaning in one process alone is refused, and nothing is left of it", async () => {
  const variables = { now: () => 1 };
  const request = { messages: [{ role: "user", content: "Hi" } as const], template: { variables } };
  await expect(collect(remote.generate(request))).rejects.toMatchObject({ code: "request/invalid" });
  expect(await answerOf(remote.generate(question(1)))).toMatchObject({ text: expect.stringMatching(/./) });
});

test("a prompt of megabytes crosses", async () => {
  const prompt = "The quick brown fox. ".repeat(100_000);
  await expect(collect(remote.generate({ prompt }))).rejects.toMatchObject({ code: "request/context-too-long" });
  const tokenIds = await remote.tokenize(prompt.slice(0, 500_000));
  expect(await remote.detokenize(tokenIds)).toBe(prompt.slice(0, 500_000));
});

test("a signal ends a generation with its last event; an aborted one does not begin", async () => {
  const controller = new AbortController();
  const events = [];
  for await (const event of remote.generate({ ...endless, signal: controller.signal })) {
    if (events.push(event) === 5) controller.abort();
  }
  expect(events.at(-1)).toMatchObject({ type: "end", finishReason: "cancelled" });
  const aborted = await collect(remote.generate({ ...endless, signal: AbortSignal.abort() }));
  expect(aborted.map(({ type }) => type)).toEqual(["start", "end"]);
  await expect(remote.embed({ input: "x", signal: AbortSignal.abort(new Error("mine")) })).rejects.toThrow("mine");
});

test("leaving frees the slot", async () => {
  for await (const event of remote.generate(endless)) if (event.type === "text") break;
  const waiting = remote.generate(endless)[Symbol.asyncIterator]();
  while (!(await waiting.next()).done) {
    if (remote.status.runningSequences > 0) break;
  }
  const next = waiting.next();
  await waiting.return?.();
  expect(await next).toMatchObject({});
  expect(await waiting.next()).toEqual({ done: true, value: undefined });
  for (let ms = 0; ms < 5000 && remote.status.runningSequences > 0; ms += 20) await sleep(20);
  expect(remote.status).toMatchObject(idle);
});

test("what a slow reader left is one event, and the engine's queue held it", async () => {
  const reader = remote.generate({ ...endless, maxTokens: 400 })[Symbol.asyncIterator]();
  const events = [(await reader.next()).value];
  for (let ms = 0; ms < 20_000 && (ms < 200 || remote.status.runningSequences > 0); ms += 20) await sleep(20);
  for (let next = await reader.next(); !next.done; next = await reader.next()) events.push(next.value);
  const tokens = events.flatMap((event) => (event?.type === "text" ? event.tokenIds : []));
  expect(tokens).toHaveLength(400);
  expect(events.length).toBeLessThan(120);
  expect(events.at(-1)).toMatchObject({ type: "end", finishReason: "length" });
});

test("the status tells what runs", async () => {
  const readers = Array.from({ length: 10 }, () => remote.generate(endless)[Symbol.asyncIterator]());
  for (const reader of readers) void reader.next();
  const counts = { runningSequences: 8, waitingSequences: 2 };
  for (let ms = 0; ms < 10_000 && remote.status.runningSequences < 8; ms += 20) await sleep(20);
  expect(remote.status).toMatchObject(counts);
  for (const reader of readers) await reader.return?.();
  for (let ms = 0; ms < 5000 && remote.status.runningSequences > 0; ms += 20) await sleep(20);
  expect(remote.status).toMatchObject(idle);
});
