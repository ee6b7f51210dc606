import { type ErrorCode, QwenError } from "@qwents/engine";
import { apiErrorBodySchema, healthSchema, modelListSchema, modelSchema } from "@qwents/protocol";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createApp } from "./app.ts";
import { callsTo, chatBody, eventsOf, until } from "./app-calls.fixture.ts";
import { FakeEngine } from "./fake-engine.fixture.ts";

const chat = "/v1/chat/completions";
const engine = new FakeEngine({ pieces: ["hi"] });
const calls = callsTo({ engine });

async function errorOf(response: Response) {
  return { status: response.status, ...apiErrorBodySchema.parse(await response.json()).error };
}

describe("models and health", () => {
  const both = callsTo({
    engine: [new FakeEngine({ pieces: ["one"] }, "one"), new FakeEngine({ pieces: ["two"] }, "two")],
  });

  test("all models are listed, each by itself too", async () => {
    const { data } = modelListSchema.parse(await (await both.get("/v1/models")).json());
    expect(data.map(({ id }) => id)).toEqual(["one", "two"]);
    const model = modelSchema.parse(await (await both.get("/v1/models/two")).json());
    expect(model).toMatchObject({ id: "two", context_length: 2048, architecture: "qwen3" });
  });

  test("a model tells what it takes, and how it is sampled by default", async () => {
    const model = modelSchema.parse(await (await both.get("/v1/models/one")).json());
    expect(model).toMatchObject({
      input_modalities: ["text"],
      fills_gaps: true,
      is_guard: false,
      takes_tools: true,
      takes_reasoning_effort: false,
    });
    expect(model.sampling).toMatchObject({ temperature: 0.7, top_k: 20, top_p: 0.8, repetition_penalty: 1 });
    expect(model.sampling_modes).toEqual({ answering: model.sampling });
  });

  test.each([
    ["one", "one"],
    ["two", "two"],
    ["default", "one"],
    [undefined, "one"],
  ])("model %s is answered by %s", async (model, id) => {
    const response = await both.post(chat, chatBody(model === undefined ? {} : { model }));
    expect(await response.json()).toMatchObject({ model: id, choices: [{ message: { content: id } }] });
  });

  test("an unknown model is answered with those there are", async () => {
    for (const response of [await both.get("/v1/models/three"), await both.post(chat, chatBody({ model: "three" }))]) {
      const error = await errorOf(response);
      expect(error).toMatchObject({ status: 404, code: "model_not_found", param: "model" });
      expect(error.message).toContain("'one', 'two'");
    }
  });

  test("two models of one name cannot be served, nor none", () => {
    expect(() => createApp({ engine: [engine, engine] })).toThrow(QwenError);
    expect(() => createApp({ engine: [] })).toThrow(QwenError);
  });

  test("health sums up what the engines say", async () => {
    const health = healthSchema.parse(await (await both.get("/health")).json());
    expect(health).toMatchObject({ status: "ok", running: 0, waiting: 0, memory_bytes: 8000 });
    expect(health).toMatchObject({ cache_blocks_used: 0, cache_blocks_kept: 6, cache_blocks_total: 200 });
    expect(health).toMatchObject({ state_checkpoints_kept: 2, state_checkpoints_total: 8 });
  });

  test("the home page has a line to try", async () => {
    expect(await (await calls.get("http://localhost:4040/")).text()).toContain(
      "curl http://localhost:4040/v1/chat/completions",
    );
  });
});

describe("errors", () => {
  test("unknown paths and methods", async () => {
    expect(await errorOf(await calls.get("/v2/nothing"))).toMatchObject({ status: 404, code: "not_found" });
    const response = await calls.get(chat);
    expect(response.headers.get("allow")).toBe("POST");
    expect(await errorOf(response)).toMatchObject({ status: 405, code: "method_not_allowed" });
  });

  test.each<[ErrorCode, number]>([
    ["request/invalid", 400],
    ["request/context-too-long", 400],
    ["template/rejected", 400],
    ["request/too-many-waiting", 429],
    ["engine/out-of-memory", 500],
    ["engine/closed", 503],
    ["engine/worker-failed", 503],
  ])("%s is status %i", async (code, status) => {
    const refusal = new QwenError(code, "why", { details: { field: "logitBias" } });
    const response = await callsTo({ engine: new FakeEngine({ refusal }) }).post(chat, chatBody());
    expect(response.headers.has("retry-after")).toBe(status === 429 || status === 503);
    expect(await errorOf(response)).toMatchObject({ status, ...(status < 500 ? { param: "logit_bias" } : {}) });
  });

  test.each<ErrorCode>(["model/bad-weights", "model/bad-logits", "template/bad-template"])(
    "%s is told as it is",
    async (code) => {
      const refusal = new QwenError(code, "why");
      const response = await callsTo({ engine: new FakeEngine({ refusal }) }).post(chat, chatBody());
      expect(await errorOf(response)).toMatchObject({ status: 500, code, message: "why" });
    },
  );

  test("our own bugs are told to the listener, not to the caller", async () => {
    const heard: [unknown, string][] = [];
    const faulty = new FakeEngine({ refusal: new Error("a secret") });
    const app = callsTo({ engine: faulty, onError: (error, id) => heard.push([error, id]) });
    const response = await app.post(chat, chatBody());
    const requestId = response.headers.get("x-request-id");
    expect(await errorOf(response)).toMatchObject({ status: 500, code: "internal_error" });
    expect(heard).toEqual([[new Error("a secret"), requestId]]);
  });

  test("every answer has a request id of its own", async () => {
    const ids = [await calls.get("/health"), await calls.get("/nothing")].map(({ headers }) =>
      headers.get("x-request-id"),
    );
    expect(new Set(ids).size).toBe(2);
    for (const id of ids) expect(id).toMatch(/^req_/);
  });
});

describe("request bodies", () => {
  const small = callsTo({ engine, maxBodyBytes: 1000 });

  test.each([
    ["no JSON", "{", 400, "invalid_json"],
    ["nothing", "", 400, "invalid_json"],
    ["no object", "3", 400, "invalid_type"],
    ["deep JSON", `{"messages":${"[".repeat(500)}`, 400, "json_too_deep"],
    ["a large body", JSON.stringify("x".repeat(1000)), 413, "body_too_large"],
  ])("%s", async (_, body, status, code) => {
    expect(await errorOf(await small.post(chat, body))).toMatchObject({ status, code });
  });

  test("brackets inside strings are no depth", async () => {
    const content = `"${"[".repeat(500)}\\`;
    expect((await calls.post(chat, { messages: [{ role: "user", content }] })).status).toBe(200);
  });

  test("more values than any request needs are refused before they are made", async () => {
    const body = `{"prompt":[${"[],".repeat(2 ** 21)}[]]}`;
    expect(await errorOf(await calls.post("/v1/completions", body))).toMatchObject({
      status: 400,
      code: "json_too_large",
    });
  });

  test("more keys than any request needs are refused before each is looked at", async () => {
    const keys = (count: number) => Array.from({ length: count }, (_, i) => `"1${i}":1`).join(",");
    const body = (count: number) => `{"messages":[{"role":"user","content":"::"}],"logit_bias":{${keys(count)}}}`;
    expect((await calls.post(chat, body(20_000))).status).toBe(200);
    expect(await errorOf(await calls.post(chat, body(2 ** 17)))).toMatchObject({ status: 400, code: "json_too_large" });
  });

  test("bytes that are no UTF-8 are refused", async () => {
    const init = { body: Uint8Array.of(0x22, 0xff, 0x22) };
    expect(await errorOf(await calls.post(chat, "", init))).toMatchObject({ status: 400, code: "invalid_json" });
  });

  test.each([
    [{ "content-type": "text/plain" }, 415],
    [{ "content-type": "application/x-www-form-urlencoded" }, 415],
    [{ "content-encoding": "gzip" }, 415],
    [{ "content-type": "application/json; charset=utf-8" }, 200],
    [{ "content-length": "1e99" }, 413],
    [{ "content-length": "x" }, 413],
  ])("with %j: %i", async (headers, status) => {
    expect((await calls.post(chat, chatBody(), { headers })).status).toBe(status);
  });

  test("a long body of unknown length is cut off at the limit", async () => {
    let numPulled = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        numPulled++;
        controller.enqueue(new Uint8Array(100).fill(0x20));
      },
    });
    const response = await small.post(chat, "", { body, duplex: "half" } as RequestInit);
    expect(response.status).toBe(413);
    expect(numPulled).toBeLessThan(20);
  });

  /** A body that begins with `numBytes` and then brings nothing more. */
  function stalled(numBytes: number, onCancel = () => {}): RequestInit {
    const body = new ReadableStream({
      start: (controller) => controller.enqueue(new Uint8Array(numBytes).fill(0x20)),
      cancel: onCancel,
    });
    return { body, duplex: "half" } as RequestInit;
  }

  test("bodies that hardly begin keep nobody out", async () => {
    const app = callsTo({ engine, maxBodyBytes: 1000, bodyIdleMs: 200 });
    const slow = Array.from({ length: 20 }, () => app.post(chat, "", stalled(1)));
    const declared = Array.from({ length: 20 }, () =>
      app.post(chat, "", { ...stalled(1), headers: { "content-length": "1000" } }),
    );
    expect((await app.post(chat, chatBody())).status).toBe(200);
    await Promise.all([...slow, ...declared]);
  });

  test("only so much of bodies is held at once, and given back", async () => {
    const app = callsTo({ engine, maxBodyBytes: 1000, bodyIdleMs: 200 });
    const slow = Array.from({ length: 4 }, () => app.post(chat, "", stalled(1000)));
    expect(await errorOf(await app.post(chat, chatBody()))).toMatchObject({ status: 503, code: "too_many_bodies" });
    await Promise.all(slow);
    expect((await app.post(chat, chatBody())).status).toBe(200);
  });

  test("a body that stops coming is refused", async () => {
    let numCancelled = 0;
    const app = callsTo({ engine, bodyIdleMs: 50 });
    const response = await app.post(
      chat,
      "",
      stalled(10, () => numCancelled++),
    );
    expect(await errorOf(response)).toMatchObject({ status: 408, code: "body_too_slow" });
    expect(numCancelled).toBe(1);
  });

  test("no body of any kind is a 500", async () => {
    const fields = Object.fromEntries(["temperature", "stop", "n", "seed"].map((name) => [name, fc.jsonValue()]));
    const body = fc.oneof(
      fc.string(),
      fc.json(),
      fc.record({ messages: fc.jsonValue(), ...fields }, { requiredKeys: [] }).map((value) => JSON.stringify(value)),
    );
    const paths = fc.constantFrom(chat, "/v1/completions", "/v1/models/%E0%A4%A", "/", "//v1//models");
    await fc.assert(
      fc.asyncProperty(paths, body, async (path, text) => {
        const { status } = await calls.post(path, text);
        expect(status).toBeGreaterThanOrEqual(200);
        expect(status).toBeLessThan(500);
      }),
      { numRuns: 300 },
    );
  });
});

describe("waiting", () => {
  test("who comes when the queue is full is told to come back", async () => {
    const busy = new FakeEngine({ pieces: ["a"], hangAfter: 0 }, "busy", 1);
    const app = callsTo({ engine: busy, queue: { maxWaiting: 2 } });
    const controller = new AbortController();
    // One is computed, one is in the engine for when that is done.
    const running = [1, 2, 3, 4].map(() => app.post(chat, chatBody(), { signal: controller.signal }));
    await until(() => busy.requests.length === 2);
    expect(await (await app.get("/health")).json()).toMatchObject({ running: 1, waiting: 3 });
    const response = await app.post(chat, chatBody());
    expect(response.headers.get("retry-after")).toBe("2");
    expect(await errorOf(response)).toMatchObject({ status: 429, code: "rate_limit_exceeded" });
    controller.abort();
    for (const one of running) expect((await one).status).toBe(499);
    expect(busy.status.waitingSequences).toBe(0);
  });

  test("what has ended counts no more", async () => {
    const app = callsTo({ engine: new FakeEngine({ pieces: ["a"] }), queue: { maxWaiting: 1 } });
    for (let i = 0; i < 5; i++) {
      const response = await app.post(chat, chatBody({ stream: i % 2 === 0 }));
      expect(response.status).toBe(200);
      await response.text();
    }
  });
});

test("a shutdown ends what runs with an error that says so", async () => {
  const shutdown = new AbortController();
  const hanging = new FakeEngine({ pieces: ["a", "b"], hangAfter: 1 });
  const app = callsTo({ engine: hanging, shutdown: shutdown.signal });
  const whole = app.post(chat, chatBody());
  const stream = await app.post(chat, chatBody({ stream: true }));
  const events = eventsOf(stream);
  await until(() => hanging.numPieces === 2);
  shutdown.abort();
  expect(await errorOf(await whole)).toMatchObject({ status: 503, code: "engine/closed" });
  expect((await events).at(-1)).toMatchObject({ event: "error", data: expect.stringContaining("shutting down") });
  expect(hanging.status.runningSequences).toBe(0);
});
