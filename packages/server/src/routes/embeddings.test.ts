import { QwenError } from "@qwents/engine";
import { embeddingListSchema } from "@qwents/protocol";
import OpenAI from "openai";
import { describe, expect, test } from "vitest";
import { createApp } from "../app.ts";
import { callsTo, until } from "../app-calls.fixture.ts";
import { FakeEngine } from "../fake-engine.fixture.ts";

const path = "/v1/embeddings";

async function call(fields: object) {
  const engine = new FakeEngine({});
  const response = await callsTo({ engine }).post(path, fields);
  return { engine, response, body: await response.json() };
}

test("one input, with what was counted", async () => {
  const { body, response, engine } = await call({ input: "hello", model: "fake-qwen", user: "me" });
  expect(response.status).toBe(200);
  expect(embeddingListSchema.parse(body)).toEqual({
    object: "list",
    data: [{ object: "embedding", index: 0, embedding: [0, 0.5] }],
    model: "fake-qwen",
    usage: { prompt_tokens: 7, total_tokens: 7, prompt_tokens_details: { cached_tokens: 2 } },
  });
  expect(engine.embedRequests).toEqual([{ input: "hello", signal: expect.any(AbortSignal) }]);
});

test.each([
  ["texts", ["a", "b", "c"], 3],
  ["token ids", [1, 2, 3], 1],
  ["lists of token ids", [[1, 2], [3]], 2],
])("%s", async (_, input, count) => {
  const { body, engine } = await call({ input });
  expect(embeddingListSchema.parse(body).data.map(({ index }) => index)).toEqual([...Array(count).keys()]);
  expect(engine.embedRequests[0].input).toEqual(input);
});

test("what goes beyond OpenAI's, and dimensions, reach the engine", async () => {
  const { engine } = await call({ input: "a", dimensions: 64, instruction: "find", prompt_name: "query" });
  expect(engine.embedRequests[0]).toMatchObject({ dimensions: 64, instruction: "find", promptName: "query" });
});

test("base64 holds the floats' bytes", async () => {
  const { body } = await call({ input: ["a", "b"], encoding_format: "base64" });
  const bytes = embeddingListSchema.parse(body).data.map(({ embedding }) => Buffer.from(String(embedding), "base64"));
  expect(bytes.map((each) => [each.readFloatLE(0), each.readFloatLE(4)])).toEqual([
    [0, 0.5],
    [1, 0.5],
  ]);
});

test("OpenAI's client, which asks for base64 by itself, gets numbers", async () => {
  const app = createApp({ engine: new FakeEngine({}) });
  const fetch = async (url: string | URL | Request, init?: RequestInit) => app.fetch(new Request(url, init));
  const openai = new OpenAI({ baseURL: "http://127.0.0.1/v1", apiKey: "none", maxRetries: 0, fetch });
  const { data, usage } = await openai.embeddings.create({ model: "default", input: ["a", "b"] });
  expect(data.map(({ embedding }) => [...embedding])).toEqual([
    [0, 0.5],
    [1, 0.5],
  ]);
  expect(usage).toMatchObject({ prompt_tokens: 7, total_tokens: 7 });
  await expect(openai.embeddings.create({ model: "default", input: [] })).rejects.toMatchObject({ status: 400 });
});

describe("what is refused", () => {
  const wrong: [string, object, string, string][] = [
    ["nothing", {}, "missing_required_parameter", "input"],
    ["an empty text", { input: "" }, "invalid_value", "input"],
    ["an empty list", { input: [] }, "invalid_value", "input"],
    ["an empty text among others", { input: ["a", ""] }, "invalid_value", "input"],
    ["texts and token ids at once", { input: ["a", [1]] }, "invalid_value", "input"],
    ["more than 2048 inputs", { input: new Array(2049).fill("a") }, "invalid_value", "input"],
    ["another format", { input: "a", encoding_format: "int8" }, "invalid_value", "encoding_format"],
    ["no dimensions", { input: "a", dimensions: 0 }, "invalid_value", "dimensions"],
    ["an unknown field", { inputs: "a" }, "unknown_parameter", "inputs"],
  ];
  test.each(wrong)("%s", async (_, fields, code, param) => {
    const { response, body } = await call(fields);
    expect(response.status).toBe(400);
    expect(body).toMatchObject({ error: { code, param, type: "invalid_request_error" } });
  });

  test("what the engine refuses, with the field's name on the wire", async () => {
    const engine = new FakeEngine({});
    const { post } = callsTo({ engine });
    engine.reading = {
      refusal: new QwenError("request/invalid", "no such prompt", { details: { field: "promptName" } }),
    };
    const unknown = await post(path, { input: "a", prompt_name: "x" });
    expect([unknown.status, await unknown.json()]).toMatchObject([400, { error: { param: "prompt_name" } }]);
    engine.reading = { refusal: new QwenError("request/wrong-model", "it was made to rerank") };
    const wrongModel = await post(path, { input: "a" });
    expect([wrongModel.status, await wrongModel.json()]).toMatchObject([
      400,
      { error: { code: "request/wrong-model" } },
    ]);
  });
});

test("a client that goes away ends the work; a shutdown is told", async () => {
  const engine = new FakeEngine({});
  engine.reading = { delayMs: 60_000 };
  const shutdown = new AbortController();
  const { post } = callsTo({ engine, shutdown: shutdown.signal });
  const client = new AbortController();
  const gone = post(path, { input: "a" }, { signal: client.signal });
  await until(() => engine.status.runningSequences === 1);
  client.abort();
  expect((await gone).status).toBe(499);
  const cut = post(path, { input: "a" });
  await until(() => engine.status.runningSequences === 1);
  shutdown.abort();
  expect([(await cut).status, engine.numCancelled]).toEqual([503, 2]);
});

test("many inputs count as one that waits", async () => {
  const engine = new FakeEngine({}, "fake-qwen", 1);
  engine.reading = { delayMs: 20 };
  const { post } = callsTo({ engine, queue: { maxWaiting: 1 } });
  const calls = [1, 2, 3, 4].map(() => post(path, { input: new Array(100).fill("a") }));
  const statuses = (await Promise.all(calls)).map(({ status }) => status);
  expect(statuses.toSorted()).toEqual([200, 200, 200, 429]);
  expect((await post(path, { input: "a" })).status).toBe(200);
});
