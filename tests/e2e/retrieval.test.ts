import { fileURLToPath } from "node:url";
import { type Engine, loadEngine } from "@qwents/engine";
import { createClient } from "@qwents/protocol";
import { type RunningServer, serve } from "@qwents/server/node";
import OpenAI from "openai";
import { afterAll, beforeAll, expect, test } from "vitest";
import { qwents } from "./command-line.fixture.ts";

// Embedding and reranking the whole way: the built-in model was made for neither, but its numbers are what they are.

const model = "models/cockpit/cockpit-q8_0.gguf";
const texts = ["Make it 21 degrees in here.", "Wie warm ist es?", "Call my mother"];

let engine: Engine;
let server: RunningServer;
let openai: OpenAI;

beforeAll(async () => {
  engine = await loadEngine(fileURLToPath(new URL(`../../${model}`, import.meta.url)), { numThreads: 2 });
  server = await serve({ engine, port: 0 });
  openai = new OpenAI({ baseURL: `${server.url}/v1`, apiKey: "none", maxRetries: 0 });
});

afterAll(async () => {
  await server?.close(0);
  await engine?.close();
});

const bytesOf = (base64: unknown) => new Uint8Array(Buffer.from(String(base64), "base64"));

test.each([undefined, "float", "base64"] as const)(
  "OpenAI's client gets the engine's vectors, format %s",
  async (format) => {
    const { embeddings, usage } = await engine.embed({ input: texts, dimensions: 100 });
    const request = { model: "default", input: texts, dimensions: 100, ...(format && { encoding_format: format }) };
    const { data, usage: counted } = await openai.embeddings.create(request);
    const vectors = data.map(({ embedding }) =>
      format === "base64" ? new Float32Array(bytesOf(embedding).buffer) : Float32Array.from(embedding),
    );
    expect(vectors).toEqual(embeddings);
    expect(counted.prompt_tokens).toBe(usage.promptTokens);
  },
);

test("token ids are their text; a text that is too long is refused", async () => {
  const embeddingOf = async (input: string | number[]) =>
    (await openai.embeddings.create({ model: "default", input })).data[0].embedding;
  expect(await embeddingOf(engine.tokenize(texts[0]))).toEqual(await embeddingOf(texts[0]));
  const input = "hello ".repeat(engine.info.contextLength);
  await expect(openai.embeddings.create({ model: "default", input })).rejects.toMatchObject({
    status: 400,
    code: "context_length_exceeded",
  });
});

test("documents are ranked as the engine ranks them", async () => {
  const client = createClient({ baseUrl: `${server.url}/v1` });
  const query = "temperature";
  const { results } = await client.rerank({ query, documents: texts, top_n: 2 });
  const expected = await engine.rerank({ query, documents: texts, topN: 2 });
  expect(results.map(({ index }) => index)).toEqual(expected.results.map(({ index }) => index));
  for (const [i, { relevance_score }] of results.entries()) {
    expect(relevance_score).toBeCloseTo(expected.results[i].score, 6);
  }
});

test("the command prints a line a text, given or piped in", async () => {
  const options = ["--dimensions", "64", "--threads", "2"];
  const [given, piped] = await Promise.all([
    qwents(["embed", model, ...texts, ...options]),
    qwents(["embed", model, ...options], `${texts.join("\n\n")}\n`),
  ]);
  expect(given).toMatchObject({ exitCode: 0, stderr: "" });
  const lines = given.stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(lines.map(({ index, text }) => [index, text])).toEqual(texts.map((text, i) => [i, text]));
  const { embeddings } = await engine.embed({ input: texts, dimensions: 64 });
  expect(lines.map(({ embedding }) => embedding)).toEqual(embeddings.map((each) => [...each]));
  expect(piped.stdout).toBe(given.stdout);
});
