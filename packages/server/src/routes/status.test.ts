import { fileURLToPath } from "node:url";
import { type Engine, loadEngine } from "@qwents/engine";
import { readSse, type ServerStatus, type StepTraceEvent } from "@qwents/protocol";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createApp } from "../app.ts";
import { FakeEngine } from "../fake-engine.fixture.ts";

let engine: Engine;
beforeAll(async () => {
  const file = fileURLToPath(new URL("../../../../models/cockpit/cockpit-q8_0.gguf", import.meta.url));
  engine = await loadEngine(file, { numThreads: 1, contextLength: 256, maxSequences: 2 });
});
afterAll(() => engine.close());

const generate = (app: ReturnType<typeof createApp>, maxTokens: number) =>
  app.request("/v1/completions", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ prompt: "How do plants grow?", max_tokens: maxTokens, temperature: 0, ignore_eos: true }),
  });

async function* eventsOf<T>(response: Response): AsyncGenerator<T> {
  expect(response.headers.get("content-type")).toContain("text/event-stream");
  for await (const { data } of readSse(response.body!)) yield JSON.parse(data);
}

test("status tells what was computed, asked for and found in the cache, and what the server takes", async () => {
  const app = createApp({ engine });
  expect((await generate(app, 8)).status).toBe(200);
  const status: ServerStatus = await (await app.request("/v1/status")).json();
  expect(status.process_memory_bytes).toBeGreaterThan(10 * 2 ** 20);
  const [model] = status.models;
  expect(model).toMatchObject({ id: engine.info.id, max_sequences: 2, context_length: 256, running: 0, sequences: [] });
  expect(model.recent.generated_tokens).toBe(8);
  expect(model.recent.prompt_tokens).toBe(model.recent.begun_prompt_tokens);
  expect(model.recent.steps).toBeGreaterThan(1);
  expect(model.recent.prompt_tokens_per_second).toBeGreaterThan(0);
  expect(model.recent.busy_ms).toBeGreaterThanOrEqual(model.time_to_first_token!.latest_ms / 2);
  expect(model.time_to_first_token).toMatchObject({ answers: 1 });
});

test("a running answer shows its context; updates come until there are as many as asked for", async () => {
  const app = createApp({ engine });
  const answer = generate(app, 150);
  const response = await app.request("/v1/status?stream=true&updates=2");
  const updates: ServerStatus[] = [];
  for await (const update of eventsOf<ServerStatus>(response)) updates.push(update);
  expect(updates).toHaveLength(2);
  expect(updates[1].time - updates[0].time).toBeGreaterThan(400);
  expect((await answer).status).toBe(200);
});

test("steps are traced while somebody reads, no more than four a second", async () => {
  const app = createApp({ engine });
  const response = await app.request("/v1/trace?steps=2");
  let isRead = false;
  const reading = Array.fromAsync(eventsOf<StepTraceEvent>(response)).finally(() => {
    isRead = true;
  });
  // Fast machines write 200 tokens before a second trace is due.
  const answerOnAndOn = async () => {
    while (!isRead) expect((await generate(app, 200)).status).toBe(200);
  };
  const answers = [answerOnAndOn(), answerOnAndOn()];
  const traces = await reading;
  expect(traces.map(({ type, model }) => [type, model])).toEqual(Array(2).fill(["step.trace", engine.info.id]));
  expect(traces[1].started_at - traces[0].started_at).toBeGreaterThan(240);
  expect(traces[0].spans.find(({ op }) => op === "attention")).toMatchObject({ layer: 0, bytes: expect.any(Number) });
  await Promise.all(answers);
});

test("a reader that goes away makes room, and no more than 32 are there at once", async () => {
  const app = createApp({ engine: new FakeEngine({}) });
  const open = async () => {
    const response = await app.request("/v1/status?stream=true");
    const reader = response.body?.getReader();
    if (response.status === 200) await reader?.read();
    return { status: response.status, reader };
  };
  const streams = await Promise.all(Array.from({ length: 32 }, open));
  expect(new Set(streams.map(({ status }) => status))).toEqual(new Set([200]));
  expect((await open()).status).toBe(429);
  expect((await app.request("/v1/status")).status).toBe(200);
  await streams[0].reader?.cancel();
  expect((await open()).status).toBe(200);
});

test("a shutdown ends the streams", async () => {
  const shutdown = new AbortController();
  const app = createApp({ engine, shutdown: shutdown.signal });
  const [status, trace] = await Promise.all([app.request("/v1/status?stream=true"), app.request("/v1/trace")]);
  const texts = Promise.all([status.text(), trace.text()]);
  setTimeout(() => shutdown.abort(), 20);
  expect((await texts).map((text) => text.startsWith("event: status"))).toEqual([true, false]);
});

test.each([
  ["/v1/status?model=nothing", 404],
  ["/v1/trace?model=nothing", 404],
  ["/v1/trace?steps=0", 400],
  ["/v1/trace?steps=many", 400],
  ["/v1/status?stream=yes", 400],
  ["/v1/status?colour=red", 400],
])("%s is answered with %i", async (path, status) => {
  const response = await createApp({ engine }).request(path);
  expect(response.status).toBe(status);
  expect((await response.json()).error.message).toEqual(expect.any(String));
});

test("an engine whose steps cannot be timed says so", async () => {
  const untimed = Object.assign(new FakeEngine({}), { trace: undefined }) as unknown as FakeEngine;
  expect((await createApp({ engine: untimed }).request("/v1/trace")).status).toBe(501);
});
