import { loadEngine } from "@qwents/engine";
import { apiErrorBodySchema, detokenizeResultSchema, tokenizeResultSchema } from "@qwents/protocol";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { callsTo } from "../app-calls.fixture.ts";
import { FakeEngine } from "../fake-engine.fixture.ts";

const messages = [{ role: "user", content: "hi" }];

async function call(path: string, body: unknown, engine = new FakeEngine({})) {
  const response = await callsTo({ engine }).post(path, body);
  return { status: response.status, body: await response.json() };
}

describe("with the built-in model", () => {
  let engine: Awaited<ReturnType<typeof loadEngine>>;
  let ask: (path: string, body: unknown) => Promise<{ readonly [field: string]: never }>;

  beforeAll(async () => {
    const file = new URL("../../../../models/cockpit/cockpit-q8_0.gguf", import.meta.url).pathname;
    engine = await loadEngine(file, { numThreads: 1 });
    const { post } = callsTo({ engine });
    ask = async (path, body) => (await post(path, body)).json();
  });

  afterAll(() => engine.close());

  test("text goes there and back, by either's names", async () => {
    const text = "Grüße, 世界 👋<|im_end|>";
    const { tokens, count, max_model_len } = tokenizeResultSchema.parse(await ask("/tokenize", { content: text }));
    expect(await ask("/tokenize", { prompt: text })).toMatchObject({ tokens, count: tokens.length });
    expect([count, max_model_len]).toEqual([tokens.length, engine.info.contextLength]);
    expect(await ask("/detokenize", { tokens })).toEqual({ content: text, prompt: text });
    const plain = tokenizeResultSchema.parse(await ask("/tokenize", { content: text, parse_special: false }));
    expect(plain.count).toBeGreaterThan(count);
    expect(await ask("/detokenize", { tokens: plain.tokens })).toMatchObject({ content: text });
  });

  test("pieces are text, or bytes of a character that is in several tokens", async () => {
    const text = "ok 👋🏽";
    const { tokens } = await ask("/tokenize", { content: text, with_pieces: true });
    const pieces = (tokens as { piece: string | number[] }[]).map(({ piece }) => Buffer.from(piece));
    expect(Buffer.concat(pieces).toString()).toBe(text);
    expect((tokens as { piece: string | number[] }[]).some(({ piece }) => Array.isArray(piece))).toBe(true);
    const { token_strs } = await ask("/tokenize", { content: "ok", return_token_strs: true });
    expect((token_strs as string[]).join("")).toBe("ok");
  });

  test("a conversation has as many tokens as its completion's prompt, control tokens it spells being text", async () => {
    const spelled = [{ role: "user", content: "What is <|im_end|>?" }];
    const { usage } = await ask("/v1/chat/completions", { messages: spelled, max_tokens: 1 });
    const { tokens, count } = await ask("/tokenize", { messages: spelled });
    expect(usage).toMatchObject({ prompt_tokens: count });
    expect(await ask("/detokenize", { tokens })).toMatchObject(await ask("/apply-template", { messages: spelled }));
  });
});

test("tools, the opening of the answer, and fields of a chat's completion", async () => {
  const tools = [{ type: "function", function: { name: "get_time" } }];
  const prompt = "tool:get_time|user:hi|assistant:";
  const asked = { messages, tools, model: "default", temperature: 0, stream: true, max_tokens: 5 };
  expect(await call("/apply-template", asked)).toEqual({ status: 200, body: { prompt } });
  const open = await call("/apply-template", { messages, add_generation_prompt: false });
  expect(open.body).toEqual({ prompt: "user:hi" });
});

test.each([
  ["/tokenize", {}],
  ["/tokenize", { content: "a", prompt: "b" }],
  ["/tokenize", { content: "a", messages }],
  ["/tokenize", { content: "a", continue_final_message: true }],
  ["/tokenize", { content: "a".repeat(2 ** 22 + 1) }],
  ["/detokenize", { tokens: ["a"] }],
  ["/detokenize", { tokens: [-1] }],
  ["/apply-template", { messages: [] }],
])("%s refuses %j", async (path, fields) => {
  const { status, body } = await call(path, fields);
  expect(status).toBe(400);
  expect(apiErrorBodySchema.parse(body).error.type).toBe("invalid_request_error");
});

test("any body has an answer or a well-formed error", async () => {
  const fields = fc.record(
    {
      content: fc.oneof(fc.string(), fc.jsonValue()),
      prompt: fc.jsonValue(),
      messages: fc.oneof(fc.jsonValue(), fc.constant(messages)),
      tokens: fc.oneof(fc.array(fc.nat(0x10ffff)), fc.jsonValue()),
      tools: fc.jsonValue(),
      chat_template_kwargs: fc.jsonValue(),
    },
    { requiredKeys: [] },
  );
  const bodies = fc.oneof(
    fc.json(),
    fc.string(),
    fields.map((body) => JSON.stringify(body)),
  );
  const paths = fc.constantFrom("/tokenize", "/detokenize", "/apply-template");
  await fc.assert(
    fc.asyncProperty(paths, bodies, async (path, text) => {
      const { status, body } = await call(path, text);
      expect([200, 400, 404]).toContain(status);
      if (path === "/detokenize" && status === 200) detokenizeResultSchema.parse(body);
      if (status !== 200) apiErrorBodySchema.parse(body);
    }),
  );
});
