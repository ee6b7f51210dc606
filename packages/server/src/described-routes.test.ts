import { openApiDocument, operations } from "@qwents/protocol/openapi";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { createApp } from "./app.ts";
import { eventsOf } from "./app-calls.fixture.ts";
import { FakeLibrary } from "./fake-library.fixture.ts";
import { FakeCatalog } from "./models/fake-catalog.fixture.ts";
import { ModelManager } from "./models/model-manager.ts";
import { PrometheusMetrics } from "./prometheus-metrics.ts";

// What the reference says is what the server does: its routes, and what they answer.

const call = '<tool_call>\n{"name": "f", "arguments": {"x": 1}}\n</tool_call>';
const apiKey = "secret";
const turn = { thinking: ["hm"], pieces: ["Hel", "lo", call] };
const guard = {
  id: "Qwen/Qwen3Guard-Gen-0.6B",
  turn: { pieces: ["Safety: Safe\nCategories: None"] },
  info: { isGuard: true },
};
const engine = new ModelManager(new FakeCatalog([{ id: "fake-qwen", aliases: ["default"], turn }, guard]));
const app = createApp({ engine, apiKey, metrics: new PrometheusMetrics(), library: new FakeLibrary() });
const document = openApiDocument();
const ajv = new Ajv2020({ strict: false }).addSchema({ $id: "document", ...document });

const nameOf = ({ method, path }: { method: string; path: string }) => `${method} ${path}`;

test("every route is described, and nothing else", () => {
  const routes = app.routes.filter(({ method }) => method !== "ALL");
  const served = routes
    .map(({ method, path }) => nameOf({ method, path: path.replace(/:(\w+)(\{[^}]*\})?/g, "{$1}") }))
    // A WebSocket, for which OpenAPI has no words.
    .filter((name) => name !== "GET /v1/responses");
  const hint = "describe it beside its schemas and name it in packages/protocol/src/operations.ts";
  expect(new Set(operations.map(nameOf)), hint).toEqual(new Set(served));
});

interface Sample {
  /** Instead of the operation's example. */
  readonly body?: object;
  /** In the place of the path with its parameters. */
  readonly path?: string;
}

const tools = [{ type: "function", function: { name: "f", parameters: { type: "object" } } }];
const question = { messages: [{ role: "user", content: "hi" }] };
const stream = { stream: true };

/** Where there is more to answer than to the example. */
const further: Readonly<Record<string, readonly Sample[]>> = {
  "POST /v1/chat/completions": [
    { body: { ...question, tools, logprobs: true, top_logprobs: 2, n: 2 } },
    { body: { ...question, tools, ...stream, stream_options: { include_usage: true }, logprobs: true } },
  ],
  "POST /v1/completions": [{ body: { prompt: "a", logprobs: 2 } }, { body: { prompt: "a", ...stream, echo: true } }],
  "POST /v1/responses": [
    { body: { input: "hi", tools: [{ name: "f", type: "function" }], reasoning: { effort: "high" }, ...stream } },
    {
      body: { input: "hi", include: ["reasoning.encrypted_content", "message.output_text.logprobs"], top_logprobs: 1 },
    },
    { body: { input: "hi", reasoning: { summary: "auto" }, ...stream } },
    { body: { input: "hi", background: true } },
  ],
  "POST /v1/messages": [
    { body: { ...question, max_tokens: 9, tools: [{ name: "f", input_schema: { type: "object" } }] } },
    { body: { ...question, max_tokens: 9, thinking: { type: "adaptive" }, ...stream } },
  ],
  "POST /infill": [{ body: { input_prefix: "a", input_suffix: "b", stream: true } }],
  "POST /v1/embeddings": [{ body: { input: "a", encoding_format: "base64" } }],
  "POST /v1/rerank": [{ body: { query: "a", documents: ["b"], return_documents: true } }],
  "POST /v1/moderations": [
    { body: { model: guard.id, input: ["a", "b"] } },
    { body: { model: guard.id, ...question } },
  ],
  "POST /v1/models/load": [{ body: { model: "fake-qwen", ...stream } }],
  "POST /tokenize": [{ body: { ...question, return_token_strs: true } }],
  "POST /api/chat": [{ body: { model: "default", ...question, tools, think: true, logprobs: true } }],
  "POST /api/generate": [{ body: { model: "default", prompt: "hi" } }],
  "POST /v1/downloads": [{ body: { model: "qwen3:0.6b", stream: true } }],
  "POST /api/pull": [{ body: { model: "default" } }],
};

/** Where the path has parameters. */
const paths: Readonly<Record<string, () => Promise<readonly string[]>>> = {
  "GET /v1/status": async () => ["/v1/status?model=default", "/v1/status?stream=true&updates=2"],
  "GET /v1/trace": async () => ["/v1/trace?steps=2"],
  "GET /v1/models/{id}": async () => ["/v1/models/fake-qwen", "/v1/models/default"],
  "DELETE /v1/models/{id}": async () => ["/v1/models/Qwen/Qwen3-0.6B-GGUF:Q8_0"],
  "GET /v1/downloads/{id}": async () => ["/v1/downloads/dl_1", "/v1/downloads/dl_1?stream=true"],
  "DELETE /v1/downloads/{id}": async () => ["/v1/downloads/dl_1"],
  "POST /v1/downloads/{id}/pause": async () => ["/v1/downloads/dl_1/pause"],
  "POST /v1/downloads/{id}/resume": async () => ["/v1/downloads/dl_1/resume"],
  "GET /v1/responses/{id}": async () => {
    const streamed = await newResponse({ background: true, stream: true });
    return [`/v1/responses/${await newResponse()}`, `/v1/responses/${streamed}?stream=true`];
  },
  "DELETE /v1/responses/{id}": async () => [`/v1/responses/${await newResponse()}`],
  "POST /v1/responses/{id}/cancel": async () => [`/v1/responses/${await newResponse({ background: true })}/cancel`],
  "GET /v1/responses/{id}/input_items": async () => [`/v1/responses/${await newResponse()}/input_items?order=asc`],
};

async function newResponse(fields: object = {}): Promise<string> {
  const response = await ask("POST", "/v1/responses", { input: "hi", ...fields });
  if (!response.headers.get("content-type")?.includes("event-stream")) return (await response.json()).id;
  return JSON.parse((await eventsOf(response))[0].data).response.id;
}

function ask(method: string, path: string, body?: unknown, key = apiKey) {
  const headers = { "content-type": "application/json", authorization: `Bearer ${key}` };
  return app.request(path, { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) });
}

/** The objects that an answer is made of. */
async function partsOf(response: Response, type: string): Promise<unknown[]> {
  if (type === "text/event-stream") {
    const events = await eventsOf(response);
    return events.flatMap(({ data }) => (data === "[DONE]" ? [] : [JSON.parse(data)]));
  }
  const text = await response.text();
  return type === "application/x-ndjson"
    ? text
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line))
    : [JSON.parse(text)];
}

async function expectDescribed(name: string, status: "200" | "default", response: Response): Promise<void> {
  const [method, path] = name.split(" ");
  const type = (response.headers.get("content-type") ?? "").split(";")[0];
  const responses = document.paths[path][method.toLowerCase()].responses as Record<string, { content: object }>;
  expect(Object.keys(responses[status].content)).toContain(type);
  if (type.startsWith("text/") && type !== "text/event-stream") return;
  const pointer = ["paths", path, method.toLowerCase(), "responses", status, "content", type, "schema"]
    .map((key) => encodeURIComponent(key.replaceAll("~", "~0").replaceAll("/", "~1")))
    .join("/");
  const parts = await partsOf(response, type);
  expect(parts.length).toBeGreaterThan(0);
  for (const part of parts) {
    expect(ajv.validate(`document#/${pointer}`, part), `${ajv.errorsText()} in ${JSON.stringify(part)}`).toBe(true);
  }
}

describe.each(operations.map((operation) => [nameOf(operation), operation] as const))("%s", (name, operation) => {
  test("answers as described", async () => {
    const own = await (paths[name]?.() ?? [operation.path]);
    const bodies = [operation.example, ...(further[name] ?? []).map(({ body }) => body)];
    const types = new Set<string>();
    for (const path of own) {
      expect(path, "a path with parameters needs a row in this test").not.toMatch(/[{}]/);
      for (const body of bodies) {
        const response = await ask(operation.method, path, body);
        expect(response.status).toBe(200);
        types.add((response.headers.get("content-type") ?? "").split(";")[0]);
        await expectDescribed(name, "200", response);
      }
    }
    const { content } = (
      document.paths[operation.path][operation.method.toLowerCase()].responses as Record<string, { content: object }>
    )[200];
    expect(types, "each kind of answer needs a request in this test").toEqual(new Set(Object.keys(content)));
  });

  test.skipIf(operation.isOpen === true)("errors are as described", async () => {
    const [path] = await (paths[name]?.() ?? [operation.path]);
    const { method, request } = operation;
    const response = request
      ? await ask(method, path, { "no such field": 1 })
      : await ask(method, path, undefined, "wrong");
    expect(response.status).toBe(request ? 400 : 401);
    await expectDescribed(name, "default", response);
  });

  test("asks for a key unless it is open", async () => {
    const response = await app.request(operation.path, { method: operation.method });
    expect(response.status).toBe(operation.isOpen === true ? 200 : 401);
  });
});

test("the page has all endpoints, and neither scripts nor anything from elsewhere", async () => {
  const response = await app.request("http://127.0.0.1/docs");
  const page = await response.text();
  for (const { path } of operations) expect(page).toContain(`<code>${path}</code>`);
  expect(page).not.toMatch(/<script|<link|<img|<iframe|\son\w+=|@import|url\(|href="http/i);
  expect(page).not.toMatch(/\[object |undefined/);
  const policy = response.headers.get("content-security-policy");
  const style = /<style>(.*?)<\/style>/s.exec(page)![1];
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(style));
  expect(policy).toContain(`style-src 'sha256-${btoa(String.fromCharCode(...new Uint8Array(hash)))}'`);
  expect(policy).toContain("default-src 'none'");
});

test("every link of the page leads to a place on it", async () => {
  const page = await (await app.request("/docs")).text();
  const ids = new Set([...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
  const links = [...page.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
  expect(links.filter((id) => !ids.has(id))).toEqual([]);
});

test("a server without figures describes none", async () => {
  const plain = await (await createApp({ engine }).request("/openapi.json")).json();
  expect(plain.paths).not.toHaveProperty("/metrics");
  expect((await (await app.request("/openapi.json")).json()).paths).toHaveProperty("/metrics");
});
