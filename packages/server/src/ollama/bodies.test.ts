import { ollamaChatResponseSchema, ollamaErrorBodySchema } from "@qwents/protocol";
import fc from "fast-check";
import { expect, test } from "vitest";
import { callsTo, chatBody } from "../app-calls.fixture.ts";
import { FakeEngine } from "../fake-engine.fixture.ts";

const paths = ["chat", "generate", "embed", "embeddings", "show", "pull"].map((name) => `/api/${name}`);

/** Fields that the endpoints know, with values that they may not. */
const bodies = fc.oneof(
  fc.json(),
  fc.string(),
  fc
    .record(
      {
        model: fc.oneof(fc.constant("fake-qwen"), fc.constant("default:latest"), fc.jsonValue()),
        messages: fc.oneof(
          fc.jsonValue(),
          fc.array(fc.record({ role: fc.constantFrom("user", "tool", "x"), content: fc.jsonValue() })),
        ),
        prompt: fc.oneof(fc.string(), fc.jsonValue()),
        input: fc.oneof(fc.string(), fc.array(fc.string()), fc.jsonValue()),
        context: fc.oneof(fc.array(fc.nat()), fc.jsonValue()),
        options: fc.oneof(fc.record({ stop: fc.jsonValue(), seed: fc.integer() }), fc.jsonValue()),
        think: fc.jsonValue(),
        raw: fc.boolean(),
        tools: fc.jsonValue(),
        stream: fc.jsonValue(),
      },
      { requiredKeys: ["model"] },
    )
    .map((body) => JSON.stringify(body)),
);

test("any body has an answer or a well-formed error, never a fault of the server", async () => {
  const errors: unknown[] = [];
  const engine = new FakeEngine({ pieces: ["a"] });
  const { post } = callsTo({ engine, onError: (error) => errors.push(error) });
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...paths), bodies, async (path, body) => {
      const response = await post(path, body);
      const text = await response.text();
      if (response.status === 200) return;
      expect(response.status).toBeLessThan(path === "/api/pull" ? 502 : 500);
      expect(ollamaErrorBodySchema.parse(JSON.parse(text)).error).not.toBe("");
    }),
    { numRuns: 400 },
  );
  expect(errors).toEqual([]);
});

test("bodies are JSON whatever their type says, as curl sends them", async () => {
  const { post } = callsTo({ engine: new FakeEngine({ pieces: ["a"] }) });
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  expect((await post("/api/chat", chatBody({ model: "fake-qwen" }), { headers })).status).toBe(200);
  expect((await post("/v1/chat/completions", chatBody(), { headers })).status).toBe(415);
});

test("a silence is filled with lines without news", async () => {
  const engine = new FakeEngine({ pieces: ["a"], delayMs: 60 });
  const response = await callsTo({ engine, heartbeatMs: 20 }).post("/api/chat", chatBody({ model: "fake-qwen" }));
  expect(response.headers.get("content-type")).toBe("application/x-ndjson");
  const lines = (await response.text()).trimEnd().split("\n");
  const answers = lines.map((line) => ollamaChatResponseSchema.parse(JSON.parse(line)));
  expect(answers.filter(({ message, done }) => message.content === "" && !done).length).toBeGreaterThan(0);
  expect(answers.map(({ message }) => message.content).join("")).toBe("a");
  expect(answers.at(-1)?.done).toBe(true);
});

test("what has no path, and what another method, is told in the same shape", async () => {
  const { get, post } = callsTo({ engine: new FakeEngine({}) });
  for (const [response, status] of [
    [await get("/api/chat"), 405],
    [await post("/api/create", {}), 404],
    [await post("/api/tags", {}), 405],
  ] as const) {
    expect(response.status).toBe(status);
    expect(ollamaErrorBodySchema.strict().parse(await response.json()).error).not.toBe("");
  }
});

test("the name that Ollama's own client leaves empty is none", async () => {
  const { post } = callsTo({ engine: new FakeEngine({}) });
  const empty = { system: "", template: "", verbose: false, options: null };
  const asked = [
    [{ model: "fake-qwen", name: "", ...empty }, 200],
    [{ model: "", name: "fake-qwen" }, 200],
    [{ model: "fake-qwen", name: "other" }, 200],
    [{ model: "", name: "" }, 400],
    [{ model: "other", name: "fake-qwen" }, 404],
  ] as const;
  for (const [body, status] of asked) expect([body, (await post("/api/show", body)).status]).toEqual([body, status]);
});
