import { connect } from "node:net";
import { QwenError } from "@qwents/engine";
import { afterEach, describe, expect, test, vi } from "vitest";
import { callsTo, chatBody, until } from "../app-calls.fixture.ts";
import { FakeEngine } from "../fake-engine.fixture.ts";
import { type RunningServer, type ServeOptions, serve } from "../node.ts";
import { plainEvents, sseBody } from "../sse-body.ts";
import { hashKey } from "./api-key.ts";

const chat = "/v1/chat/completions";
const names = ["anna", "ben"];
const hashed = await Promise.all(names.map(async (name) => ({ name, sha256: await hashKey(name) })));
const as = (name: string, signal?: AbortSignal) => ({
  headers: { authorization: `Bearer ${name}` },
  ...(signal && { signal }),
});

/** Computes one at a time; an answer ends when the test says so. */
function slowEngine(delayMs = 5) {
  return new FakeEngine({ pieces: ["a"], delayMs }, "slow", 1);
}

test("who has one request is not held up by who has many", async () => {
  const calls = callsTo({ engine: slowEngine(), keys: () => hashed });
  const order: string[] = [];
  const ask = async (name: string) => {
    const response = await calls.post(chat, chatBody(), as(name));
    expect(response.status).toBe(200);
    order.push(name);
  };
  const many = Array.from({ length: 12 }, () => ask("anna"));
  await Promise.all([...many, ask("ben")]);
  expect(order.indexOf("ben")).toBeLessThan(6);
});

test("each of n counts", async () => {
  const calls = callsTo({ engine: slowEngine(), keys: () => hashed });
  const order: string[] = [];
  const ask = async (name: string, n: number) => {
    const response = await calls.post(chat, chatBody({ n }), as(name));
    expect((await response.json()).choices).toHaveLength(n);
    order.push(name);
  };
  await Promise.all([ask("anna", 8), ask("ben", 2)]);
  expect(order).toEqual(["ben", "anna"]);
});

test("without keys, clients take turns by their address", async () => {
  const engine = slowEngine();
  const { createApp } = await import("../app.ts");
  const app = createApp({ engine });
  const order: string[] = [];
  const ask = async (remoteAddress: string) => {
    const headers = { "content-type": "application/json" };
    const request = new Request(`http://localhost${chat}`, {
      method: "POST",
      headers,
      body: JSON.stringify(chatBody()),
    });
    await (await app.fetch(request, { remoteAddress })).text();
    order.push(remoteAddress);
  };
  await Promise.all([...Array.from({ length: 12 }, () => ask("192.0.2.1")), ask("192.0.2.2")]);
  expect(order.indexOf("192.0.2.2")).toBeLessThan(6);
});

describe("limits of a key", () => {
  const [anna, ben] = hashed;
  const calls = (limits: object, engine = new FakeEngine({ pieces: ["a"] })) =>
    callsTo({ engine, keys: () => [{ ...anna, limits }, ben] });

  test("concurrent: further ones wait", async () => {
    const engine = new FakeEngine({ pieces: ["a"], hangAfter: 0 });
    const { post } = calls({ concurrent: 1 }, engine);
    const controller = new AbortController();
    const asked = ["anna", "anna", "ben", "ben"].map((name) => post(chat, chatBody(), as(name, controller.signal)));
    await until(() => engine.requests.length === 3);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(engine.requests).toHaveLength(3);
    controller.abort();
    await Promise.all(asked);
  });

  test("maxTokens: what is asked for beyond is refused, what is not named is held to it", async () => {
    const engine = new FakeEngine({ pieces: ["a"] });
    const { post } = calls({ maxTokens: 7 }, engine);
    const refused = await post(chat, chatBody({ max_tokens: 8 }), as("anna"));
    expect(await refused.json()).toMatchObject({ error: { param: "max_tokens", message: /at most 7/ } });
    expect(refused.status).toBe(400);
    expect((await post(chat, chatBody(), as("anna"))).status).toBe(200);
    expect((await post(chat, chatBody({ max_tokens: 8 }), as("ben"))).status).toBe(200);
    expect(engine.requests.map(({ maxTokens }) => maxTokens)).toEqual([7, 8]);
  });

  test("maxTokens: so is the length of completions that name none, 16", async () => {
    const engine = new FakeEngine({ pieces: ["a"] });
    const { post } = calls({ maxTokens: 7 }, engine);
    const asked = { model: "default", prompt: "hello" };
    for (const name of ["anna", "ben"]) {
      expect((await post("/v1/completions", asked, as(name))).status).toBe(200);
    }
    expect(engine.requests.map(({ maxTokens }) => maxTokens)).toEqual([7, 16]);
  });

  test("maxTokens: a summary is held to it; a verdict's length is the server's own", async () => {
    const verdict = { pieces: ["Safety: Safe\nCategories: None"] };
    const engine = new FakeEngine(verdict, "guard", 8, { isGuard: true });
    const { post } = calls({ maxTokens: 7 }, engine);
    for (const name of ["anna", "ben"]) {
      const compacted = await post("/v1/responses/compact", { model: "default", input: "hello" }, as(name));
      const judged = await post("/v1/moderations", { input: "hello" }, as(name));
      expect([compacted.status, judged.status]).toEqual([200, 200]);
    }
    expect(engine.requests.map(({ maxTokens }) => maxTokens)).toEqual([7, 128, 512, 128]);
  });

  test.each([true, false])("promptTokens, streamed %s", async (stream) => {
    const engine = new FakeEngine({ pieces: ["a"] });
    const { post } = calls({ promptTokens: 1 }, engine);
    const refused = await post(chat, chatBody({ stream }), as("anna"));
    expect([refused.status, await refused.json()]).toMatchObject([
      400,
      { error: { code: "context_length_exceeded", message: /2 tokens.*1 here/ } },
    ]);
    await until(() => engine.status.runningSequences === 0);
    expect((await post(chat, chatBody({ stream }), as("ben"))).status).toBe(200);
  });

  test("promptTokens: of texts to embed and to rerank, too; Ollama's are cut where that is not refused", async () => {
    const engine = new FakeEngine({ pieces: ["a"] });
    const { post } = calls({ promptTokens: 7 }, engine);
    await post("/v1/embeddings", { input: "a" }, as("anna"));
    await post("/api/embed", { model: "default", input: "a" }, as("anna"));
    await post("/v1/embeddings", { input: "a" }, as("ben"));
    await post("/v1/rerank", { query: "a", documents: ["b"] }, as("anna"));
    expect(engine.embedRequests.map(({ maxPromptTokens }) => maxPromptTokens)).toEqual([7, 7, undefined]);
    expect(engine.rerankRequests).toMatchObject([{ maxPromptTokens: 7 }]);
    engine.reading = { refusal: new QwenError("request/context-too-long", "long") };
    const refused = await post("/v1/embeddings", { input: "a" }, as("anna"));
    expect([refused.status, (await refused.json()).error.code]).toEqual([400, "context_length_exceeded"]);
    await post("/api/embed", { model: "default", input: "a".repeat(20) }, as("anna"));
    expect(engine.embedRequests.at(-1)?.input).toEqual([[..."a".repeat(6)].map((one) => one.codePointAt(0))]);
  });

  test("of the server count where they are lower", async () => {
    const { post } = callsTo({
      engine: new FakeEngine({ pieces: ["a"] }),
      limits: { maxTokens: 5 },
      keys: () => [{ ...anna, limits: { maxTokens: 100 } }],
    });
    expect((await post(chat, chatBody({ max_tokens: 6 }), as("anna"))).status).toBe(400);
  });
});

describe("waiting", () => {
  test("too long is told, whole and in a stream that has begun", async () => {
    const engine = new FakeEngine({ pieces: ["a"], hangAfter: 0 }, "slow", 1);
    const calls = callsTo({ engine, queue: { maxWaitMs: 100 }, heartbeatMs: 20 });
    const controller = new AbortController();
    const running = [1, 2].map(() => calls.post(chat, chatBody(), { signal: controller.signal }));
    await until(() => engine.requests.length === 2);
    const [whole, stream] = await Promise.all([
      calls.post(chat, chatBody()),
      calls.post(chat, chatBody({ stream: true })),
    ]);
    expect(whole.status).toBe(503);
    expect(Number(whole.headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await whole.json()).error).toMatchObject({ code: "request/waited-too-long", message: /0\.1 s/ });
    expect(await stream.text()).toContain("request/waited-too-long");
    controller.abort();
    await Promise.all(running);
    expect((await (await calls.get("/health")).json()).waiting).toBe(0);
  });

  test("ends at once when the client goes away, without a turn", async () => {
    const engine = new FakeEngine({ pieces: ["a"], hangAfter: 0 }, "slow", 1);
    const calls = callsTo({ engine });
    const [first, second] = [new AbortController(), new AbortController()];
    const running = [1, 2].map(() => calls.post(chat, chatBody(), { signal: first.signal }));
    await until(() => engine.requests.length === 2);
    const waiting = calls.post(chat, chatBody({ n: 5 }), { signal: second.signal });
    await vi.waitFor(async () => expect((await (await calls.get("/health")).json()).waiting).toBe(6));
    second.abort();
    expect((await waiting).status).toBe(499);
    expect((await (await calls.get("/health")).json()).waiting).toBe(1);
    first.abort();
    await Promise.all(running);
    expect(engine.requests).toHaveLength(2);
  });
});

describe("over sockets", () => {
  let server: RunningServer | undefined;
  afterEach(() => server?.close(0));

  const start = async (engine: FakeEngine, options: Partial<ServeOptions> = {}) => {
    server = await serve({ engine, port: 0, ...options });
    const { url } = server;
    const post = (body: object, signal?: AbortSignal) =>
      fetch(`${url}${chat}`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
        ...(signal && { signal }),
      });
    return { server, post, port: Number(new URL(url).port) };
  };

  test("closing lets those who wait have their turns", async () => {
    const { server, post } = await start(slowEngine(150));
    const asked = [1, 2, 3, 4, 5].map(() => post(chatBody()));
    await vi.waitFor(async () =>
      expect((await (await fetch(`${server.url}/health`)).json()).waiting).toBeGreaterThan(2),
    );
    await server.close();
    for (const one of asked) expect((await one).status).toBe(200);
  });

  test("closing ends those who would wait for too long, with a reason", async () => {
    const engine = new FakeEngine({ pieces: ["a"], hangAfter: 0 }, "slow", 1);
    const { server, post } = await start(engine);
    const asked = [1, 2, 3, 4, 5].map(() => post(chatBody()));
    await vi.waitFor(async () => expect((await (await fetch(`${server.url}/health`)).json()).waiting).toBe(4));
    await server.close(30);
    for (const one of asked) {
      const response = await one;
      expect([response.status, (await response.json()).error.code]).toEqual([503, "engine/closed"]);
    }
  });

  test("readers that take nothing hold up no others, and no more is kept for them", async () => {
    const engine = new FakeEngine((request) =>
      request.maxTokens === 1 ? { pieces: ["a"] } : { pieces: Array(20_000).fill("x".repeat(10_000)) },
    );
    const { post, port } = await start(engine);
    const body = JSON.stringify(chatBody({ stream: true }));
    const sockets = Array.from({ length: 3 }, () => {
      const socket = connect(port, "127.0.0.1").pause();
      socket.write(`POST ${chat} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n`);
      socket.write(`Content-Length: ${body.length}\r\n\r\n${body}`);
      return socket;
    });
    await until(() => engine.requests.length === 3);
    let before = -1;
    while (before !== engine.numPieces) {
      before = engine.numPieces;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    const { arrayBuffers, heapUsed } = process.memoryUsage();
    for (let i = 0; i < 50; i++) expect((await post(chatBody({ max_tokens: 1 }))).status).toBe(200);
    const now = process.memoryUsage();
    expect(now.arrayBuffers + now.heapUsed - arrayBuffers - heapUsed).toBeLessThan(64 * 2 ** 20);
    expect(engine.numPieces).toBeLessThan(before + 60);
    for (const socket of sockets) socket.destroy();
    await until(() => engine.numCancelled === 3);
  });
});

test("a reader that takes nothing for long counts as gone", async () => {
  const onEnd = vi.fn();
  const endless = (async function* () {
    for (;;) yield { text: "a" };
  })();
  const options = { framing: plainEvents, heartbeatMs: 1000, onEnd, onError: () => ({}), sendTimeoutMs: 30 };
  const reader = sseBody(endless, options).getReader();
  for (let i = 0; i < 3; i++) {
    expect((await reader.read()).done).toBe(false);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  expect(onEnd).not.toHaveBeenCalled();
  await vi.waitFor(() => expect(onEnd).toHaveBeenCalledOnce());
  await expect(reader.read()).rejects.toThrow("takes nothing");
});
