import { QwenError } from "@qwents/engine";
import { afterEach, describe, expect, test } from "vitest";
import { chatBody, until } from "./app-calls.fixture.ts";
import { FakeEngine, type FakeTurn } from "./fake-engine.fixture.ts";
import { type RunningServer, type ServeOptions, serve } from "./node.ts";

const running: RunningServer[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close(0)));
});

async function start(turn: FakeTurn, options: Partial<ServeOptions> = {}) {
  const engine = new FakeEngine(turn);
  const server = await serve({ engine, port: 0, ...options });
  running.push(server);
  const post = (path: string, body: object, signal?: AbortSignal) =>
    fetch(server.url + path, {
      method: "POST",
      body: JSON.stringify(body),
      headers: { "content-type": "application/json" },
      ...(signal && { signal }),
    });
  return { engine, server, post, figures: () => figuresOf(server.url) };
}

/** From a figure's name and labels to its value. */
async function figuresOf(url: string): Promise<Record<string, number>> {
  const response = await fetch(`${url}/metrics`);
  expect(response.headers.get("content-type")).toBe("text/plain; version=0.0.4; charset=utf-8");
  const lines = (await response.text()).trim().split("\n");
  const samples = lines.filter((line) => !line.startsWith("#")).map((line) => /^(.+) (\S+)$/.exec(line));
  return Object.fromEntries(samples.flatMap((sample) => (sample ? [[sample[1], Number(sample[2])]] : [])));
}

const model = 'model="fake-qwen"';

test("answers and what they took, of every protocol", async () => {
  const { post, figures } = await start({ thinking: ["hm"], pieces: ["a", "b"] });
  const bodies: [string, object][] = [
    ["/v1/chat/completions", chatBody({ n: 2 })],
    ["/v1/chat/completions", chatBody({ stream: true })],
    ["/v1/messages", chatBody({ model: "default", max_tokens: 9 })],
    ["/api/chat", chatBody({ model: "default" })],
    ["/v1/embeddings", { input: "a" }],
  ];
  for (const [path, body] of bodies) await (await post(path, body)).text();
  expect(await figures()).toMatchObject({
    'qwents_requests_total{route="/v1/chat/completions",status="200"}': 2,
    'qwents_requests_total{route="/api/chat",status="200"}': 1,
    [`qwents_sequences_total{${model},finish_reason="stop"}`]: 5,
    [`qwents_prompt_tokens_total{${model}}`]: 5 * 2 + 7,
    [`qwents_cached_tokens_total{${model}}`]: 5 * 1 + 2,
    [`qwents_completion_tokens_total{${model}}`]: 5 * 3,
    [`qwents_time_to_first_token_seconds_count{${model}}`]: 5,
    [`qwents_time_to_first_token_seconds_bucket{le="0.01",${model}}`]: 0,
    [`qwents_time_to_first_token_seconds_bucket{le="0.025",${model}}`]: 5,
    [`qwents_time_per_output_token_seconds_sum{${model}}`]: 0.05,
  });
});

test("what happens right now", async () => {
  const { engine, post, figures } = await start({ pieces: ["a"], hangAfter: 0 });
  const controller = new AbortController();
  const hanging = post("/v1/chat/completions", chatBody(), controller.signal).catch(() => {});
  await until(() => engine.status.runningSequences === 1);
  const now = await figures();
  expect(now).toMatchObject({
    [`qwents_live_sequences{${model},state="running"}`]: 1,
    [`qwents_live_sequences{${model},state="waiting"}`]: 0,
    [`qwents_cache_blocks{${model},state="used"}`]: 1,
    [`qwents_cache_blocks{${model},state="kept"}`]: 3,
    [`qwents_cache_blocks{${model},state="free"}`]: 96,
    [`qwents_state_checkpoints{${model},state="free"}`]: 3,
    [`qwents_memory_bytes{${model}}`]: 4000,
  });
  expect(now.process_resident_memory_bytes).toBeGreaterThan(1e6);
  controller.abort();
  await hanging;
});

test("an answer that nobody waits for any more counts as far as it came", async () => {
  const { post, figures, engine } = await start({ pieces: ["a", "b", "c"], hangAfter: 2 });
  const controller = new AbortController();
  const response = await post("/v1/chat/completions", chatBody({ stream: true }), controller.signal);
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  for (let text = ""; !text.includes('"b"'); text += (await reader.read()).value)
    expect(text).not.toContain("undefined");
  controller.abort();
  await reader.closed.catch(() => {});
  await until(() => engine.numCancelled === 1);
  const after = await figures();
  expect(after[`qwents_sequences_total{${model},finish_reason="cancelled"}`]).toBe(1);
  expect(after[`qwents_completion_tokens_total{${model}}`]).toBe(2);
  expect(after[`qwents_time_to_first_token_seconds_count{${model}}`]).toBeUndefined();
});

test("a request that is refused is no sequence", async () => {
  const { post, figures } = await start({ refusal: new QwenError("request/context-too-long", "long") });
  expect((await post("/v1/chat/completions", chatBody())).status).toBe(400);
  const after = await figures();
  expect(after['qwents_requests_total{route="/v1/chat/completions",status="400"}']).toBe(1);
  expect(Object.keys(after).filter((name) => name.startsWith("qwents_sequences_total"))).toEqual([]);
});

describe("who asks", () => {
  test("never names a figure", async () => {
    const { server, post, figures } = await start({ pieces: ["a"] });
    await post("/v1/chat/completions", chatBody({ model: "evil" }));
    await fetch(`${server.url}/evil?evil`);
    await fetch(`${server.url}/v1/models/evil`, { method: "EVIL" }).catch(() => {});
    await fetch(`${server.url}/v1/models/evil`);
    const after = await figures();
    expect(Object.keys(after).filter((name) => name.includes("evil"))).toEqual([]);
    expect(after).toMatchObject({
      'qwents_requests_total{route="other",status="404"}': 1,
      'qwents_requests_total{route="/v1/models/:id",status="404"}': 1,
    });
  });

  test("needs the key, where there is one", async () => {
    const { server } = await start({}, { apiKey: "k" });
    expect((await fetch(`${server.url}/metrics`)).status).toBe(401);
    const headers = { authorization: "Bearer k" };
    expect((await fetch(`${server.url}/metrics`, { headers })).status).toBe(200);
    expect((await fetch(`${server.url}/health`)).status).toBe(200);
  });

  test("finds nothing where no figures are kept", async () => {
    const { server } = await start({}, { metrics: false });
    expect((await fetch(`${server.url}/metrics`)).status).toBe(404);
  });
});
