import { once } from "node:events";
import { request as httpRequest } from "node:http";
import { connect } from "node:net";
import { QwenError } from "@qwents/engine";
import { createClient } from "@qwents/protocol";
import fc from "fast-check";
import OpenAI from "openai";
import { afterEach, describe, expect, test, vi } from "vitest";
import { chatBody, until } from "./app-calls.fixture.ts";
import { FakeEngine, type FakeTurn } from "./fake-engine.fixture.ts";
import { FakeCatalog } from "./models/fake-catalog.fixture.ts";
import { ModelManager } from "./models/model-manager.ts";
import { checkCanListen, type RunningServer, type ServeOptions, serve } from "./node.ts";

const running: RunningServer[] = [];
const messages = [{ role: "user" as const, content: "hi" }];
const model = "fake-qwen";

afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close(0)));
});

async function start(turn: FakeTurn | FakeEngine, options: Partial<ServeOptions> = {}) {
  const engine = turn instanceof FakeEngine ? turn : new FakeEngine(turn);
  const server = await serve({ engine, port: 0, ...options });
  running.push(server);
  const openai = new OpenAI({ baseURL: `${server.url}/v1`, apiKey: "key", maxRetries: 0 });
  return { engine, server, openai, port: Number(new URL(server.url).port) };
}

describe("OpenAI's own client", () => {
  test("a whole answer", async () => {
    const { openai } = await start({ thinking: ["hm"], pieces: ["Hel", "lo"] });
    const answer = await openai.chat.completions.create({ model, messages, logprobs: true, top_logprobs: 1 });
    expect(answer.choices[0].message.content).toBe("Hello");
    expect(answer.choices[0].logprobs?.content?.[1].top_logprobs[0].token).toBe("t0");
    expect(answer.usage?.completion_tokens_details?.reasoning_tokens).toBe(1);
    expect(answer._request_id).toMatch(/^req_/);
  });

  test("a streamed answer", async () => {
    const { openai } = await start({ thinking: ["hm"], pieces: ["Hel", "lo"] });
    const stream = openai.chat.completions.stream({ model, messages, stream_options: { include_usage: true } });
    const answer = await stream.finalChatCompletion();
    expect(answer.choices[0].message).toMatchObject({ role: "assistant", content: "Hello", reasoning_content: "hm" });
    expect(answer.choices[0].finish_reason).toBe("stop");
    expect(answer.usage?.total_tokens).toBe(5);
  });

  test("a completion, streamed and whole", async () => {
    const { openai } = await start({ pieces: ["wor", "ld"] });
    expect((await openai.completions.create({ model, prompt: "hello " })).choices[0].text).toBe("world");
    let text = "";
    for await (const { choices } of await openai.completions.create({ model, prompt: "x", stream: true })) {
      text += choices[0].text;
    }
    expect(text).toBe("world");
  });

  test("the models", async () => {
    const { openai } = await start({});
    expect((await openai.models.list()).data.map(({ id }) => id)).toEqual([model]);
    expect((await openai.models.retrieve(model)).id).toBe(model);
  });

  test("what can not go better is not asked again, what can is", async () => {
    const catalog = new FakeCatalog([{ id: "large", memoryBytes: 100 }]);
    const engine = new ModelManager(catalog, { memoryBytes: 50 });
    const server = await serve({ engine, port: 0, onError: () => {} });
    running.push(server);
    const asked: string[] = [];
    const openai = new OpenAI({
      baseURL: `${server.url}/v1`,
      apiKey: "key",
      maxRetries: 1,
      fetch: (url, init) => {
        asked.push(String(url));
        return fetch(url, init);
      },
    });
    const ask = openai.chat.completions.create({ model: "large", messages });
    await expect(ask).rejects.toMatchObject({ status: 503, code: "model_too_large" });
    await expect(openai.post("/downloads", { body: { model: "x" } })).rejects.toMatchObject({ status: 501 });
    expect(asked).toHaveLength(2);
    catalog.models = [{ id: "broken", memoryBytes: 1 }];
    catalog.load = () => Promise.reject(new Error("broken"));
    const broken = openai.chat.completions.create({ model: "broken", messages });
    await expect(broken).rejects.toMatchObject({ status: 503, code: "model_load_failed" });
    expect(asked).toHaveLength(4);
  });

  test("errors are the client's own classes", async () => {
    const full = new QwenError("request/too-many-waiting", "full");
    const { openai, server } = await start({ refusal: full }, { apiKey: "key" });
    const ask = (fields: object) => openai.chat.completions.create({ model, messages, ...fields });
    await expect(ask({ temperature: 9 })).rejects.toThrow(OpenAI.BadRequestError);
    await expect(ask({ temperature: 9 })).rejects.toMatchObject({ param: "temperature", code: "invalid_value" });
    await expect(ask({ model: "other" })).rejects.toThrow(OpenAI.NotFoundError);
    await expect(ask({})).rejects.toThrow(OpenAI.RateLimitError);
    const stranger = new OpenAI({ baseURL: `${server.url}/v1`, apiKey: "wrong" });
    await expect(stranger.models.list()).rejects.toThrow(OpenAI.AuthenticationError);
  });

  test("an error in the middle of a stream is thrown", async () => {
    const { openai } = await start({ pieces: ["a"], fault: new QwenError("engine/closed", "gone") });
    const texts: unknown[] = [];
    const read = async () => {
      for await (const { choices } of await openai.chat.completions.create({ model, messages, stream: true })) {
        texts.push(choices[0].delta.content);
      }
    };
    await expect(read()).rejects.toMatchObject({ code: "engine/closed" });
    expect(texts).toContain("a");
  });

  test("leaving a stream or aborting a call frees the generation, and nothing is printed of it", async () => {
    const printed = [vi.spyOn(console, "error"), vi.spyOn(console, "info")];
    const { openai, engine } = await start({ pieces: ["a", "b"], hangAfter: 1 });
    for await (const { choices } of await openai.chat.completions.create({ model, messages, stream: true })) {
      if (choices[0].delta.content === "a") break;
    }
    await until(() => engine.numCancelled === 1);
    const controller = new AbortController();
    const whole = openai.chat.completions.create({ model, messages }, { signal: controller.signal });
    await until(() => engine.numPieces === 2);
    controller.abort();
    await expect(whole).rejects.toThrow(OpenAI.APIUserAbortError);
    await until(() => engine.numCancelled === 2);
    expect(engine.status.runningSequences).toBe(0);
    for (const spy of printed) expect(spy).not.toHaveBeenCalled();
  });
});

describe("side by side", () => {
  test("two streams interleave", async () => {
    const { openai } = await start({ pieces: Array(10).fill("x"), delayMs: 5 });
    const order: string[] = [];
    const read = async (name: string) => {
      const stream = await openai.chat.completions.create({ model, messages, stream: true });
      for await (const { choices } of stream) if (choices[0].delta.content) order.push(name);
    };
    await Promise.all([read("a"), read("b")]);
    expect(order).toHaveLength(20);
    expect(order.indexOf("b")).toBeLessThan(order.lastIndexOf("a"));
    expect(order.indexOf("a")).toBeLessThan(order.lastIndexOf("b"));
  });

  test("health answers while generations run", async () => {
    const { openai, server, engine } = await start({ pieces: ["a"], hangAfter: 0 });
    const hanging = Array.from({ length: 10 }, () => openai.chat.completions.create({ model, messages }));
    const ended = Promise.allSettled(hanging);
    await until(() => engine.requests.length === 9);
    const asked = performance.now();
    const health = await (await fetch(`${server.url}/health`)).json();
    expect(performance.now() - asked).toBeLessThan(500);
    expect(health).toMatchObject({ running: 8, waiting: 2 });
    await server.close(0);
    for (const result of await ended) expect(result).toMatchObject({ reason: { status: 503, code: "engine/closed" } });
  });

  test("a reader that stops reading stops the events", async () => {
    const { server, engine, port } = await start({ pieces: Array(5000).fill("x".repeat(10_000)) });
    const socket = connect(port, "127.0.0.1");
    socket.pause();
    const body = JSON.stringify(chatBody({ stream: true }));
    socket.write(postHead(body.length) + body);
    await until(() => engine.numPieces > 0);
    let before = -1;
    while (before !== engine.numPieces) {
      before = engine.numPieces;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    expect(engine.numPieces).toBeLessThan(5000);
    socket.destroy();
    await until(() => engine.numCancelled === 1);
    expect((await fetch(`${server.url}/health`)).status).toBe(200);
  });
});

function postHead(length: number): string {
  return `POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: ${length}\r\n\r\n`;
}

/** What a server says to bytes on a socket, until it closes or `ms` are over. */
async function say(port: number, bytes: string | Uint8Array, ms: number): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  let answer = "";
  socket.setEncoding("latin1").on("data", (text: string) => {
    answer += text;
  });
  socket.on("error", () => {});
  socket.write(bytes);
  await Promise.race([once(socket, "close").catch(() => {}), new Promise((resolve) => setTimeout(resolve, ms))]);
  socket.destroy();
  return answer;
}

describe("bad connections", () => {
  test("connections cut anywhere leave nothing behind", async () => {
    const printed = vi.spyOn(console, "error");
    const { server, engine, port } = await start({ pieces: ["a"], delayMs: 3 });
    const body = JSON.stringify(chatBody({ stream: true }));
    const whole = postHead(body.length) + body;
    const cuts = Array.from({ length: 12 }, (_, i) => Math.ceil((whole.length * (i + 1)) / 12));
    await Promise.all(cuts.map((cut) => say(port, whole.slice(0, cut), 10)));
    await until(() => engine.status.runningSequences === 0);
    expect((await fetch(`${server.url}/health`)).status).toBe(200);
    expect(printed).not.toHaveBeenCalled();
  });

  test("bytes that are no HTTP never bring the server down", async () => {
    const { server, port } = await start({ pieces: ["a"] });
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 200 }), async (bytes) => {
        expect(await say(port, bytes, 5)).not.toContain(" 500 ");
      }),
      { numRuns: 30 },
    );
    expect((await fetch(`${server.url}/health`)).status).toBe(200);
  });

  test.each([
    ["a Host that is none", "GET / HTTP/1.1\r\nHost: a b/c\r\nConnection: close\r\n\r\n", "400"],
    ["a foreign Host", "GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n", "403"],
    ["a foreign target", "GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", "403"],
    ["an IPv6 Host", "GET /health HTTP/1.1\r\nHost: [::1]:1\r\nConnection: close\r\n\r\n", "200"],
    ["no Host, as in HTTP/1.0", "GET /health HTTP/1.0\r\n\r\n", "200"],
  ])("%s", async (_, request, status) => {
    const { port } = await start({});
    expect(await say(port, request, 2000)).toContain(` ${status} `);
  });

  test("a request that does not come to its end is closed", async () => {
    const { port } = await start({}, { headersTimeoutMs: 100, requestTimeoutMs: 200 });
    const began = performance.now();
    expect(await say(port, "GET / HTTP/1.1\r\nHost: local", 5000)).toContain(" 408 ");
    expect(performance.now() - began).toBeLessThan(4000);
  });

  test("a body that stops coming is told so and closed, others are answered meanwhile", async () => {
    const { server, port } = await start({ pieces: ["a"] }, { bodyIdleMs: 200 });
    const chunked = postHead(0).replace("Content-Length: 0", "Transfer-Encoding: chunked");
    const slow = [`${postHead(1000)}{`, `${chunked}1\r\n{\r\n`].flatMap((bytes) => Array(5).fill(bytes));
    const answers = Promise.all(slow.map((bytes) => say(port, bytes, 3000)));
    const response = await fetch(`${server.url}/v1/chat/completions`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(chatBody()),
    });
    expect(response.status).toBe(200);
    for (const answer of await answers) expect(answer).toContain(" 408 ");
  });

  test("connections beyond the limit are closed", async () => {
    const { port } = await start({}, { maxConnections: 1 });
    const first = connect(port, "127.0.0.1");
    await once(first, "connect");
    expect(await say(port, "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n", 1000)).toBe("");
    first.destroy();
  });
});

describe("listening", () => {
  test("a port in use is said to be", async () => {
    const { port } = await start({});
    const second = serve({ engine: new FakeEngine({}), port });
    await expect(second).rejects.toThrow(QwenError);
    await expect(second).rejects.toMatchObject({ code: "server/cannot-listen", message: /in use.*--port/ });
  });

  test("it can be asked before there is an engine", async () => {
    const { server, port } = await start({});
    await expect(checkCanListen({ port })).rejects.toMatchObject({ code: "server/cannot-listen", message: /in use/ });
    await server.close(0);
    await checkCanListen({ port });
    expect((await start({}, { port })).port).toBe(port);
  });

  test.each([
    [{ port: 70_000 }, "0 to 65535"],
    [{ hostname: "203.0.113.7" }, "no such address"],
  ])("%j cannot be", async (options, words) => {
    await expect(serve({ engine: new FakeEngine({}), port: 0, auth: false, ...options })).rejects.toThrow(words);
  });

  test.each([
    [{ auth: false }, "any.example", 403],
    [{ auth: false, allowedHosts: ["any.example"] }, "any.example", 200],
    [{ auth: false }, "box", 200],
    [{ apiKey: "key" }, "any.example", 200],
  ])("bound to all addresses with %j, called %s: %i", async (options, host, status) => {
    const { server, port } = await start({}, { hostname: "0.0.0.0", ...options });
    expect(server.url).toBe(`http://127.0.0.1:${port}`);
    const request = httpRequest(`${server.url}/health`, { headers: { host } }).end();
    const [response] = await once(request, "response");
    expect(response.statusCode).toBe(status);
    response.resume();
  });

  test("closing lets what runs come to its end and takes nothing new", async () => {
    const { server, openai, engine } = await start({ pieces: ["a", "b", "c"], delayMs: 30 });
    const answer = openai.chat.completions.create({ model, messages });
    await until(() => engine.requests.length === 1);
    const began = performance.now();
    const closed = server.close();
    await expect(fetch(`${server.url}/health`)).rejects.toThrow();
    expect((await answer).choices[0].message.content).toBe("abc");
    await closed;
    await server.close();
    expect(performance.now() - began).toBeLessThan(1000);
  });

  test("what does not end in time is ended, with an error to its caller", async () => {
    const { server, engine } = await start({ pieces: ["a", "b"], hangAfter: 1 });
    const client = createClient({ baseUrl: `${server.url}/v1` });
    const read = async () => {
      for await (const { choices } of client.streamChat({ messages })) expect(choices).toHaveLength(1);
    };
    const reading = read();
    await until(() => engine.numPieces === 1);
    const closed = server.close(50);
    await expect(reading).rejects.toMatchObject({ code: "engine/closed" });
    await closed;
    expect(engine.status.runningSequences).toBe(0);
  });
});
