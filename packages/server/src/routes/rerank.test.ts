import { QwenError } from "@qwents/engine";
import { createClient, rerankResultSchema } from "@qwents/protocol";
import { describe, expect, test } from "vitest";
import { createApp } from "../app.ts";
import { callsTo } from "../app-calls.fixture.ts";
import { FakeEngine } from "../fake-engine.fixture.ts";

const path = "/v1/rerank";
const documents = ["short", "the longest of all", "not so long"];

async function call(fields: object) {
  const engine = new FakeEngine({});
  const response = await callsTo({ engine }).post(path, fields);
  return { engine, response, body: await response.json() };
}

test("documents by their scores, the best first, with what was counted", async () => {
  const { body, engine } = await call({ query: "q", documents });
  expect(rerankResultSchema.parse(body)).toEqual({
    id: expect.stringMatching(/^rerank-/),
    model: "fake-qwen",
    results: [
      { index: 1, relevance_score: 0.18 },
      { index: 2, relevance_score: 0.11 },
      { index: 0, relevance_score: 0.05 },
    ],
    usage: { prompt_tokens: 9, total_tokens: 9, prompt_tokens_details: { cached_tokens: 3 } },
  });
  expect(engine.rerankRequests).toEqual([{ query: "q", documents, signal: expect.any(AbortSignal) }]);
});

test("as many as wanted, with their texts where wanted; documents may be objects", async () => {
  const fields = { query: "q", documents: documents.map((text) => ({ text })), top_n: 1, instruction: "find" };
  const { body, engine } = await call({ ...fields, return_documents: true });
  expect(body.results).toEqual([{ index: 1, relevance_score: 0.18, document: { text: "the longest of all" } }]);
  expect(engine.rerankRequests[0]).toMatchObject({ documents, topN: 1, instruction: "find" });
});

test("the typed client reranks and embeds", async () => {
  const app = createApp({ engine: new FakeEngine({}) });
  const client = createClient({ baseUrl: "http://127.0.0.1/v1", fetch: (request) => app.fetch(request) });
  expect((await client.rerank({ query: "q", documents })).results).toHaveLength(3);
  expect((await client.embed({ input: "a" })).data[0].embedding).toEqual([0, 0.5]);
});

describe("what is refused", () => {
  const wrong: [string, object, string][] = [
    ["no query", { documents }, "query"],
    ["an empty query", { query: "", documents }, "query"],
    ["no documents", { query: "q", documents: [] }, "documents"],
    ["an empty document", { query: "q", documents: ["a", ""] }, "documents[1]"],
    ["documents without text", { query: "q", documents: [{ title: "a" }] }, "documents[0].text"],
    ["more than 2048 documents", { query: "q", documents: new Array(2049).fill("a") }, "documents"],
    ["none of the best", { query: "q", documents, top_n: 0 }, "top_n"],
    ["another API's name", { query: "q", texts: documents }, "texts"],
  ];
  test.each(wrong)("%s", async (_, fields, param) => {
    const { response, body } = await call(fields);
    expect([response.status, body]).toMatchObject([400, { error: { param, type: "invalid_request_error" } }]);
  });

  test("a model that cannot judge", async () => {
    const engine = new FakeEngine({});
    engine.reading = { refusal: new QwenError("request/wrong-model", "it was made to embed") };
    const response = await callsTo({ engine }).post(path, { query: "q", documents });
    expect([response.status, await response.json()]).toMatchObject([400, { error: { code: "request/wrong-model" } }]);
  });
});
