import { QwenError } from "@qwents/engine";
import {
  type AnthropicMessage,
  type AnthropicMessageEvent,
  anthropicErrorBodySchema,
  anthropicMessageEventSchema,
  anthropicMessageSchema,
} from "@qwents/protocol";
import { describe, expect, test } from "vitest";
import { callsTo, eventsOf, until } from "../app-calls.fixture.ts";
import { FakeEngine, type FakeTurn } from "../fake-engine.fixture.ts";

const path = "/v1/messages";
const thoughtful: FakeTurn = { thinking: ["hm", "m"], pieces: ["Hel", "lo"] };
const tools = [
  { name: "get_weather", input_schema: { type: "object" } },
  { name: "get_time", input_schema: {} },
];
const weather = '<tool_call>\n{"name": "get_weather", "arguments": {"city":  "Köln"}}\n</tool_call>';
const time = '<tool_call>\n{"name": "get_time", "arguments": {}}\n</tool_call>';
const pieces = (text: string) => text.match(/.{1,3}/gsu) ?? [];
const id = expect.stringMatching(/^toolu_[0-9a-f]{32}$/);
const caller = { type: "direct" };
const weatherUse = { type: "tool_use", id, name: "get_weather", input: { city: "Köln" }, caller };
const timeUse = { type: "tool_use", id, name: "get_time", input: {}, caller };
const text = (said: string) => ({ type: "text", text: said, citations: null });
const signature = expect.stringMatching(/^[A-Za-z0-9+/]+=*$/);

function bodyOf(fields: object = {}) {
  return { model: "default", max_tokens: 100, messages: [{ role: "user", content: "hi" }], ...fields };
}

async function wholeOf(turn: FakeTurn, fields: object = {}): Promise<AnthropicMessage> {
  const response = await callsTo({ engine: new FakeEngine(turn) }).post(path, bodyOf(fields));
  expect(response.status).toBe(200);
  return anthropicMessageSchema.strict().parse(await response.json());
}

async function streamOf(turn: FakeTurn, fields: object = {}): Promise<AnthropicMessageEvent[]> {
  const calls = callsTo({ engine: new FakeEngine(turn) });
  const response = await calls.post(path, bodyOf({ stream: true, ...fields }));
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toContain("text/event-stream");
  const events = await eventsOf(response);
  return events.map(({ event, data }) => {
    const parsed = anthropicMessageEventSchema.parse(JSON.parse(data));
    expect(parsed.type).toBe(event);
    return parsed;
  });
}

describe("whole", () => {
  test("has thought, text, reason and usage", async () => {
    const answer = await wholeOf(thoughtful);
    expect(answer).toEqual({
      id: expect.stringMatching(/^msg_[0-9a-f]{32}$/),
      type: "message",
      role: "assistant",
      model: "default",
      content: [{ type: "thinking", thinking: "hmm", signature }, text("Hello")],
      stop_reason: "end_turn",
      stop_sequence: null,
      stop_details: null,
      container: null,
      diagnostics: null,
      usage: {
        input_tokens: 1,
        cache_creation_input_tokens: 0,
        cache_read_input_tokens: 1,
        cache_creation: null,
        output_tokens: 4,
        output_tokens_details: { thinking_tokens: 2 },
        server_tool_use: null,
        service_tier: null,
        inference_geo: null,
        speed: null,
      },
    });
  });

  test.each<[FakeTurn, object, string, string | null]>([
    [{ pieces: ["a"], finishReason: "length" }, { max_tokens: 1 }, "max_tokens", null],
    [{ pieces: ["a"], finishReason: "length" }, { max_tokens: 2 }, "model_context_window_exceeded", null],
    [{ pieces: ["a"], stop: "END" }, { stop_sequences: ["END"] }, "stop_sequence", "END"],
    [{ pieces: [weather], stop: "END" }, { tools }, "stop_sequence", "END"],
    [{ pieces: [weather] }, { tools }, "tool_use", null],
    [{ pieces: [weather], finishReason: "length" }, { tools, max_tokens: 1 }, "max_tokens", null],
    [{ pieces: [] }, {}, "end_turn", null],
  ])("%j after %j: %s", async (turn, fields, stop_reason, stop_sequence) => {
    expect(await wholeOf(turn, fields)).toMatchObject({ stop_reason, stop_sequence });
  });

  test("text, calls and thoughts are blocks of their own, in their order", async () => {
    const turn = { thinking: ["hm"], pieces: pieces(`Let me see.\n${weather}\n${time}\nSo.`) };
    const { content } = await wholeOf(turn, { tools });
    expect(content).toEqual([
      { type: "thinking", thinking: "hm", signature },
      text("Let me see."),
      weatherUse,
      timeUse,
      text("\nSo."),
    ]);
  });

  test.each([{}, { tools: [] }, { tools, tool_choice: { type: "none" } }])("a call is text with %j", async (fields) => {
    expect(await wholeOf({ pieces: [weather] }, fields)).toMatchObject({
      content: [text(weather)],
      stop_reason: "end_turn",
    });
  });

  test("calls in tags are read by the schemas of their tools", async () => {
    const written = "<tool_call>\n<function=get_weather>\n<parameter=days>\n2\n</parameter>\n</function>\n</tool_call>";
    const engine = new FakeEngine({ pieces: pieces(written) }, "coder", 8, { toolCallStyle: "xml" });
    const input_schema = { type: "object", properties: { days: { type: "integer" } } };
    const response = await callsTo({ engine }).post(path, bodyOf({ tools: [{ name: "get_weather", input_schema }] }));
    expect(await response.json()).toMatchObject({ content: [{ ...weatherUse, input: { days: 2 } }] });
  });

  test("max_tokens 0 reads the prompt and answers nothing", async () => {
    const engine = new FakeEngine({ pieces: ["a"], finishReason: "length" });
    const response = await callsTo({ engine }).post(path, bodyOf({ max_tokens: 0 }));
    expect(await response.json()).toMatchObject({
      content: [],
      stop_reason: "max_tokens",
      usage: { output_tokens: 0 },
    });
    expect(engine.requests[0].maxTokens).toBe(1);
  });

  test("says that no edit of its context was applied, if one was asked for", async () => {
    const context_management = { edits: [{ type: "clear_tool_uses_20250919" }] };
    expect((await wholeOf(thoughtful, { context_management })).context_management).toEqual({ applied_edits: [] });
  });
});

describe("streamed", () => {
  test("blocks begin and end one after the other, between the message's beginning and end", async () => {
    const events = await streamOf(
      { thinking: ["h", "m"], pieces: [`Hi.\n${weather.slice(0, -24)}`, weather.slice(-24)] },
      { tools },
    );
    const [{ type, ...begun }, ...others] = events;
    expect([type, begun]).toMatchObject([
      "message_start",
      { message: { content: [], stop_reason: null, usage: { input_tokens: 2, output_tokens: 0 } } },
    ]);
    expect(others).toEqual([
      { type: "content_block_start", index: 0, content_block: { type: "thinking", thinking: "", signature: "" } },
      { type: "content_block_delta", index: 0, delta: { type: "thinking_delta", thinking: "h" } },
      { type: "content_block_delta", index: 0, delta: { type: "thinking_delta", thinking: "m" } },
      { type: "content_block_delta", index: 0, delta: { type: "signature_delta", signature } },
      { type: "content_block_stop", index: 0 },
      { type: "content_block_start", index: 1, content_block: text("") },
      { type: "content_block_delta", index: 1, delta: { type: "text_delta", text: "Hi." } },
      { type: "content_block_stop", index: 1 },
      { type: "content_block_start", index: 2, content_block: { ...weatherUse, input: {} } },
      { type: "content_block_delta", index: 2, delta: { type: "input_json_delta", partial_json: '{"city"' } },
      { type: "content_block_delta", index: 2, delta: { type: "input_json_delta", partial_json: ':  "Köln"}' } },
      { type: "content_block_stop", index: 2 },
      {
        type: "message_delta",
        delta: { stop_reason: "tool_use", stop_sequence: null, stop_details: null, container: null },
        usage: {
          input_tokens: 1,
          cache_creation_input_tokens: 0,
          cache_read_input_tokens: 1,
          output_tokens: expect.any(Number),
          output_tokens_details: { thinking_tokens: 2 },
          server_tool_use: null,
        },
      },
      { type: "message_stop" },
    ]);
  });

  test("a call that is cut off has the input that came, in a whole message as far as it stands whole", async () => {
    const turn: FakeTurn = { pieces: [weather.slice(0, -20)], finishReason: "length" };
    const events = await streamOf(turn, { tools });
    expect(events.find(({ type }) => type === "content_block_delta")).toMatchObject({
      delta: { type: "input_json_delta", partial_json: '{"city":  "' },
    });
    expect(events.filter(({ type }) => type === "content_block_stop")).toHaveLength(1);
    const message = await wholeOf(turn, { tools });
    expect(message).toMatchObject({ stop_reason: expect.any(String), content: [{ type: "tool_use", input: {} }] });
  });

  test("silence is filled with pings, and nothing comes after message_stop", async () => {
    const calls = callsTo({ engine: new FakeEngine({ pieces: ["a"], delayMs: 150 }), heartbeatMs: 10 });
    const events = await eventsOf(await calls.post(path, bodyOf({ stream: true })));
    const pings = events.filter(({ event }) => event === "ping");
    expect(pings.length).toBeGreaterThan(0);
    expect(pings[0].data).toBe('{"type":"ping"}');
    expect(events.at(-1)?.event).toBe("message_stop");
  });

  test("an error in the middle is an event and ends the stream; our own is not told", async () => {
    const errors: unknown[] = [];
    const engine = new FakeEngine({ pieces: ["a"], fault: new Error("a secret") });
    const calls = callsTo({ engine, onError: (error) => errors.push(error) });
    const response = await calls.post(path, bodyOf({ stream: true }));
    const events = await eventsOf(response);
    expect(events.at(-1)?.event).toBe("error");
    expect(anthropicErrorBodySchema.parse(JSON.parse(events.at(-1)?.data ?? ""))).toMatchObject({
      error: { type: "api_error" },
      request_id: response.headers.get("request-id"),
    });
    expect(JSON.stringify(events)).not.toContain("secret");
    expect(errors).toMatchObject([{ message: "a secret" }]);
  });

  test("a reader that takes nothing holds up the events; one that leaves ends the generation", async () => {
    const engine = new FakeEngine({ pieces: Array(1000).fill("x") });
    const response = await callsTo({ engine }).post(path, bodyOf({ stream: true }));
    const reader = (response.body as ReadableStream<Uint8Array>).getReader();
    await reader.read();
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(engine.numPieces).toBeLessThan(5);
    await reader.cancel();
    await until(() => engine.numCancelled === 1);
    expect(engine.status.runningSequences).toBe(0);
  });
});

describe("thoughts", () => {
  test("may stay hidden, and their signature gives them to the next turn", async () => {
    const thinking = { type: "adaptive", display: "omitted" };
    const events = await streamOf({ thinking: ["hm…"], pieces: ["So"] }, { thinking });
    expect(JSON.stringify(events)).not.toContain("thinking_delta");
    const { content } = await wholeOf({ thinking: ["hm…"], pieces: ["So"] }, { thinking });
    expect(content).toEqual([{ type: "thinking", thinking: "", signature }, text("So")]);
    const engine = new FakeEngine({});
    const messages = [...bodyOf().messages, { role: "assistant", content }, { role: "user", content: "And?" }];
    await callsTo({ engine }).post(path, bodyOf({ messages }));
    expect("messages" in engine.requests[0] && engine.requests[0].messages[1]).toEqual({
      role: "assistant",
      content: "So",
      reasoningContent: "hm…",
    });
  });
});

describe("errors", () => {
  test.each<[unknown, number, string]>([
    [new QwenError("request/too-many-waiting", "full"), 429, "rate_limit_error"],
    [new QwenError("engine/closed", "gone"), 529, "overloaded_error"],
    [new QwenError("template/rejected", "no"), 400, "invalid_request_error"],
    [new Error("a secret"), 500, "api_error"],
  ])("%s: %i %s", async (refusal, status, type) => {
    const calls = callsTo({ engine: new FakeEngine({ refusal }) });
    for (const stream of [true, false]) {
      const response = await calls.post(path, bodyOf({ stream }));
      expect(response.status).toBe(status);
      const { error, request_id } = anthropicErrorBodySchema.parse(await response.json());
      expect(error.type).toBe(type);
      expect(error.message).not.toContain("secret");
      expect(response.headers.get("request-id")).toBe(request_id);
      expect(response.headers.get("x-request-id")).toBe(request_id);
      expect(response.headers.has("retry-after")).toBe([429, 529].includes(status));
    }
  });

  test.each([
    ["", bodyOf({ model: "claude" }), {}, 404, "not_found_error"],
    ["", bodyOf({ max_tokens: "a" }), {}, 400, "invalid_request_error"],
    ["", "{", {}, 400, "invalid_request_error"],
    ["", `{"a":"${"x".repeat(2000)}"}`, {}, 413, "request_too_large"],
    ["", bodyOf(), { headers: { origin: "https://evil.example" } }, 403, "permission_error"],
    ["", bodyOf(), { method: "PUT" }, 405, "invalid_request_error"],
    ["/batches", bodyOf(), {}, 404, "not_found_error"],
    ["/count_tokens", bodyOf(), {}, 400, "invalid_request_error"],
  ])("%s %.30j, %j: %i %s", async (below, body, init, status, type) => {
    const response = await callsTo({ engine: new FakeEngine({}), maxBodyBytes: 1000 }).post(path + below, body, init);
    expect(response.status).toBe(status);
    expect(anthropicErrorBodySchema.parse(await response.json()).error.type).toBe(type);
  });

  test("a prompt that is too long is told in the words that clients look for", async () => {
    const tooLong = (details: object) =>
      new QwenError("request/context-too-long", "long.", { details: { ...details } });
    const messageOf = async (refusal: QwenError) => {
      const response = await callsTo({ engine: new FakeEngine({ refusal }) }).post(path, bodyOf());
      expect(response.status).toBe(400);
      return anthropicErrorBodySchema.parse(await response.json()).error.message;
    };
    const counted = await messageOf(tooLong({ promptTokens: 3000, contextLength: 2048 }));
    expect(counted).toMatch(/^prompt is too long: 3000 tokens > 2047 maximum\. /);
    const uncounted = await messageOf(tooLong({ leastPromptTokens: 8193, contextLength: 2048 }));
    expect(uncounted).toMatch(/^prompt is too long: at least 8193 tokens > 2047 maximum\. /);
    expect(await messageOf(tooLong({ contextLength: 2048 }))).toMatch(/^prompt is too long: far more tokens > 2047 /);
    expect(await messageOf(tooLong({}))).toBe("prompt is too long: long.");
  });

  test("keys are taken as Anthropic's clients send them", async () => {
    const calls = callsTo({ engine: new FakeEngine({ pieces: ["a"] }), apiKey: "right" });
    expect((await calls.post(path, bodyOf(), { headers: { "x-api-key": "right" } })).status).toBe(200);
    const refused = await calls.post(path, bodyOf(), { headers: { "x-api-key": "wrong" } });
    expect(refused.status).toBe(401);
    expect(anthropicErrorBodySchema.parse(await refused.json()).error.type).toBe("authentication_error");
  });
});
