import { type GenerateRequest, QwenError } from "@qwents/engine";
import { type ChatCompletionChunk, chatCompletionChunkSchema, chatCompletionSchema } from "@qwents/protocol";
import { describe, expect, test } from "vitest";
import { callsTo, chatBody, eventsOf, until } from "../app-calls.fixture.ts";
import { FakeEngine, type FakeTurn } from "../fake-engine.fixture.ts";

const path = "/v1/chat/completions";
const thoughtful: FakeTurn = { thinking: ["hm", "m"], pieces: ["Hel", "lo"] };

async function engineRequest(fields: object): Promise<GenerateRequest> {
  const engine = new FakeEngine(thoughtful);
  const response = await callsTo({ engine }).post(path, chatBody(fields));
  expect(response.status).toBe(200);
  return engine.requests[0];
}

async function wholeOf(turn: FakeTurn, fields: object = {}) {
  const response = await callsTo({ engine: new FakeEngine(turn) }).post(path, chatBody(fields));
  expect(response.status).toBe(200);
  return chatCompletionSchema.parse(await response.json());
}

async function chunksOf(turn: FakeTurn, fields: object = {}): Promise<ChatCompletionChunk[]> {
  const response = await callsTo({ engine: new FakeEngine(turn) }).post(path, chatBody({ stream: true, ...fields }));
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toContain("text/event-stream");
  const events = await eventsOf(response);
  expect(events.pop()).toEqual({ event: "message", data: "[DONE]" });
  return events.map(({ data }) => chatCompletionChunkSchema.parse(JSON.parse(data)));
}

describe("whole", () => {
  test("has text, thinking, reason, usage and timings", async () => {
    const answer = await wholeOf(thoughtful);
    expect(answer).toMatchObject({ object: "chat.completion", model: "fake-qwen" });
    expect(answer.id).toMatch(/^chatcmpl-/);
    expect(answer.choices).toEqual([
      {
        index: 0,
        message: { role: "assistant", content: "Hello", reasoning_content: "hmm", refusal: null },
        logprobs: null,
        finish_reason: "stop",
      },
    ]);
    expect(answer.usage).toEqual({
      prompt_tokens: 2,
      completion_tokens: 4,
      total_tokens: 6,
      prompt_tokens_details: { cached_tokens: 1 },
      completion_tokens_details: { reasoning_tokens: 2 },
    });
    expect(answer.timings).toMatchObject({ prompt_n: 1, prompt_per_second: 100, predicted_per_second: 150 });
    expect(answer.timings?.cache).toEqual({ hit_tokens: 1, matched_tokens: 2, reason: "made up" });
  });

  test.each([2 ** 63, -(2 ** 63), 2 ** 53, Number.MAX_SAFE_INTEGER])(
    "a seed of %d is one of the engine's",
    async (seed) => {
      const engine = new FakeEngine(thoughtful);
      await callsTo({ engine }).post(path, chatBody({ n: 2, seed }));
      const seeds = engine.requests.map(({ sampling }) => sampling?.seed);
      expect(seeds.map(Number.isSafeInteger)).toEqual([true, true]);
      expect(new Set(seeds).size).toBe(2);
    },
  );

  test("n choices have seeds of their own and count the prompt once", async () => {
    const engine = new FakeEngine((request) => ({ pieces: [String(request.sampling?.seed)] }));
    const response = await callsTo({ engine }).post(path, chatBody({ n: 3, seed: 40 }));
    const answer = chatCompletionSchema.parse(await response.json());
    expect(answer.choices.map(({ index, message }) => [index, message.content])).toEqual([
      [0, "40"],
      [1, "41"],
      [2, "42"],
    ]);
    expect(answer.usage).toMatchObject({ prompt_tokens: 2, completion_tokens: 3 });
  });

  test("log-probabilities are in OpenAI's shape, without infinities", async () => {
    const { choices } = await wholeOf({ thinking: ["a"], pieces: ["é"] }, { logprobs: true, top_logprobs: 2 });
    const top = [
      { token: "t0", logprob: -0.5, bytes: [116, 48] },
      { token: "t1", logprob: -9999, bytes: [116, 49] },
    ];
    expect(choices[0].logprobs).toEqual({
      content: [{ token: "é", logprob: -0.5, bytes: [195, 169], top_logprobs: top }],
      refusal: null,
      reasoning_content: [{ token: "a", logprob: -0.5, bytes: [97], top_logprobs: top }],
    });
  });

  test("the limit is told as the reason", async () => {
    expect((await wholeOf({ pieces: ["a"], finishReason: "length" })).choices[0].finish_reason).toBe("length");
  });
});

describe("streamed", () => {
  test("the role first, then thinking and text, then the reason", async () => {
    const chunks = await chunksOf(thoughtful);
    expect(chunks.map(({ choices }) => choices[0].delta)).toEqual([
      { role: "assistant", content: "" },
      { reasoning_content: "hm" },
      { reasoning_content: "m" },
      { content: "Hel" },
      { content: "lo" },
      {},
    ]);
    expect(chunks.map(({ choices }) => choices[0].finish_reason)).toEqual([null, null, null, null, null, "stop"]);
    expect(new Set(chunks.map(({ id }) => id)).size).toBe(1);
    expect(chunks.every((chunk) => !("usage" in chunk))).toBe(true);
    expect(chunks.at(-1)?.timings).toMatchObject({ predicted_n: 4, draft_n: 5, draft_n_accepted: 2 });
  });

  test("the usage comes last, without choices, if it was asked for", async () => {
    const chunks = await chunksOf(thoughtful, { stream_options: { include_usage: true } });
    const last = chunks.pop();
    expect(last?.choices).toEqual([]);
    expect(last?.usage).toMatchObject({ prompt_tokens: 2, completion_tokens: 4, total_tokens: 6 });
    expect(chunks.every(({ usage }) => usage === null)).toBe(true);
  });

  test("n choices interleave", async () => {
    const chunks = await chunksOf({ pieces: ["a", "b", "c"], delayMs: 2 }, { n: 2 });
    const order = chunks.filter(({ choices }) => choices[0].delta.content).map(({ choices }) => choices[0].index);
    expect(order).toEqual([0, 1, 0, 1, 0, 1]);
  });

  test("log-probabilities come with their text", async () => {
    const chunks = await chunksOf({ pieces: ["a"] }, { logprobs: true });
    expect(chunks[1].choices[0].logprobs).toMatchObject({ content: [{ token: "a", top_logprobs: [] }] });
  });

  test("an error in the middle is an event and ends the stream; our own is not told", async () => {
    const errors: unknown[] = [];
    const engine = new FakeEngine({ pieces: ["a"], fault: new Error("a secret") });
    const calls = callsTo({ engine, onError: (error) => errors.push(error) });
    const events = await eventsOf(await calls.post(path, chatBody({ stream: true })));
    expect(events.at(-1)).toMatchObject({ event: "error", data: expect.stringContaining("internal_error") });
    expect(JSON.stringify(events)).not.toContain("secret");
    expect(errors).toMatchObject([{ message: "a secret" }]);
  });

  test("a refusal is a status, not a stream", async () => {
    const refusal = new QwenError("request/context-too-long", "too long");
    const calls = callsTo({ engine: new FakeEngine({ refusal }) });
    for (const stream of [true, false]) {
      const response = await calls.post(path, chatBody({ stream }));
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ error: { code: "context_length_exceeded", message: "too long" } });
    }
  });

  test("silence is filled with comments", async () => {
    const calls = callsTo({ engine: new FakeEngine({ pieces: ["a"], delayMs: 150 }), heartbeatMs: 10 });
    const text = await (await calls.post(path, chatBody({ stream: true }))).text();
    expect(text.match(/^: keep-alive$/gm)?.length).toBeGreaterThan(0);
    expect(text).toContain("[DONE]");
  });

  test("a prompt that is not even begun yet starts its stream all the same", async () => {
    const slow = new FakeEngine({ pieces: ["a"] });
    const generate = slow.generate.bind(slow);
    slow.generate = async function* (request) {
      await new Promise((resolve) => setTimeout(resolve, 1000));
      yield* generate(request);
    };
    const start = performance.now();
    const response = await callsTo({ engine: slow, heartbeatMs: 5 }).post(path, chatBody({ stream: true }));
    expect(performance.now() - start).toBeLessThan(900);
    expect((await eventsOf(response)).at(-1)?.data).toBe("[DONE]");
  });

  test("a reader that takes nothing holds up the events; one that leaves ends the generation", async () => {
    const engine = new FakeEngine({ pieces: Array(1000).fill("x") });
    const response = await callsTo({ engine }).post(path, chatBody({ stream: true }));
    const reader = (response.body as ReadableStream<Uint8Array>).getReader();
    await reader.read();
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(engine.numPieces).toBeLessThan(5);
    await reader.cancel();
    await until(() => engine.numCancelled === 1);
    expect(engine.status.runningSequences).toBe(0);
  });

  test("aborting the request ends the generation", async () => {
    const engine = new FakeEngine({ pieces: ["a", "b"], hangAfter: 1 });
    const controller = new AbortController();
    const calls = callsTo({ engine });
    const whole = calls.post(path, chatBody(), { signal: controller.signal });
    await until(() => engine.numPieces === 1);
    controller.abort();
    expect((await whole).status).toBe(499);
    expect(engine.numCancelled).toBe(1);
  });
});

describe("to the engine", () => {
  test("all options arrive under their own names", async () => {
    const request = await engineRequest({
      model: "default",
      temperature: 0.5,
      top_p: 0.9,
      top_k: -1,
      min_p: 0.05,
      repetition_penalty: 1.1,
      presence_penalty: 1,
      frequency_penalty: 2,
      logit_bias: { "5": -100 },
      seed: 7,
      stop: "END",
      stop_token_ids: [9],
      ignore_eos: true,
      max_tokens: 10,
      max_completion_tokens: 20,
      logprobs: true,
      reasoning_effort: "none",
      chat_template_kwargs: { style: "x" },
      user: "u",
    });
    expect(request).toEqual({
      messages: [{ role: "user", content: "hi" }],
      template: { reasoningEffort: "none", variables: { style: "x" } },
      sampling: {
        temperature: 0.5,
        topP: 0.9,
        topK: 0,
        minP: 0.05,
        repetitionPenalty: 1.1,
        presencePenalty: 1,
        frequencyPenalty: 2,
        logitBias: new Map([[5, -100]]),
        seed: 7,
      },
      stop: ["END"],
      stopTokenIds: [9],
      ignoreEos: true,
      maxTokens: 20,
      topLogprobs: 0,
      signal: expect.any(AbortSignal),
    });
  });

  test("what is not said is left to the model", async () => {
    expect(await engineRequest({ temperature: null })).toEqual({
      messages: [{ role: "user", content: "hi" }],
      template: { variables: {} },
      sampling: {},
      signal: expect.any(AbortSignal),
    });
  });

  test.each([
    [{ reasoning_effort: "low" }, { reasoningEffort: "low" }],
    [
      { enable_thinking: false, preserve_thinking: true },
      { enableThinking: false, preserveThinking: true },
    ],
    [{ thinking_budget: 0 }, { enableThinking: false }],
    [{ thinking: { type: "disabled" } }, { enableThinking: false }],
    [{ thinking: { type: "enabled" } }, { enableThinking: true }],
    [{ thinking_budget: 0, enable_thinking: true }, { enableThinking: true }],
    [{ enable_thinking: false, chat_template_kwargs: { enable_thinking: true } }, { enableThinking: true }],
  ])("what is said of thinking: %j", async (fields, template) => {
    expect(await engineRequest(fields)).toMatchObject({ template: { variables: {}, ...template } });
  });

  test("the template's own variables count more", async () => {
    const variables = { preserve_thinking: false, reasoning_effort: "huge" };
    const request = await engineRequest({ preserve_thinking: true, chat_template_kwargs: variables });
    expect(request).toMatchObject({ template: { variables } });
    expect(request).not.toHaveProperty("template.preserveThinking");
  });

  test("a thinking budget", async () => {
    expect(await engineRequest({ thinking_budget: 500 })).toMatchObject({ thinkingBudget: 500 });
    expect(await engineRequest({ thinking_budget: 0 })).not.toHaveProperty("thinkingBudget");
  });

  test("a history with tool calls arrives with its arguments parsed", async () => {
    const call = (text: string) => ({ id: "a", type: "function", function: { name: "add", arguments: text } });
    const request = await engineRequest({
      messages: [
        {
          role: "user",
          content: [
            { type: "text", text: "1+" },
            { type: "text", text: "1" },
          ],
        },
        { role: "assistant", reasoning_content: "sum", tool_calls: [call('{"a":1}'), call("")] },
        { role: "tool", tool_call_id: "a", content: "2" },
        { role: "assistant", content: null, refusal: "No more." },
        { role: "assistant", content: [{ type: "refusal", refusal: "No." }] },
      ],
    });
    expect("messages" in request && request.messages).toEqual([
      { role: "user", content: "1+1" },
      {
        role: "assistant",
        content: null,
        reasoningContent: "sum",
        toolCalls: [
          { id: "a", name: "add", arguments: { a: 1 } },
          { id: "a", name: "add", arguments: {} },
        ],
      },
      { role: "tool", content: "2", toolCallId: "a" },
      { role: "assistant", content: "No more." },
      { role: "assistant", content: "No." },
    ]);
  });

  test("no number of tokens is as many as there is room for", async () => {
    expect(await engineRequest({ max_tokens: 5 })).toHaveProperty("maxTokens", 5);
    expect(await engineRequest({ max_tokens: -1 })).not.toHaveProperty("maxTokens");
    expect(await engineRequest({ max_completion_tokens: -1, max_tokens: 5 })).not.toHaveProperty("maxTokens");
  });

  test.each(["{", "[]", "3", "[".repeat(10_000)])("arguments %.20s are refused by name", async (text) => {
    const tool_calls = [{ id: "a", type: "function", function: { name: "f", arguments: text } }];
    const response = await callsTo({ engine: new FakeEngine({}) }).post(path, {
      messages: [{ role: "assistant", content: null, tool_calls }],
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      error: { param: "messages[0].tool_calls[0].function.arguments" },
    });
  });
});

describe("the last message", () => {
  const begun = { messages: [...chatBody().messages, { role: "assistant", content: "Once" }] };

  test("is continued", async () => {
    const engine = new FakeEngine({ pieces: [" upon"] });
    const body = { ...begun, continue_final_message: true, add_generation_prompt: false };
    const response = await callsTo({ engine }).post("/v1/chat/completions", body);
    expect(await response.json()).toMatchObject({ choices: [{ message: { content: " upon" } }] });
    expect(engine.requests[0]).toMatchObject({ template: { continueFinalMessage: true, addGenerationPrompt: false } });
  });

  test.each([
    ["messages[0].role", chatBody()],
    ["add_generation_prompt", { ...begun, add_generation_prompt: true }],
    ["response_format", { ...begun, response_format: { type: "json_object" } }],
  ])("is not, because of %s", async (param, fields) => {
    const body = { ...fields, continue_final_message: true };
    const response = await callsTo({ engine: new FakeEngine({}) }).post("/v1/chat/completions", body);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { param } });
  });
});
