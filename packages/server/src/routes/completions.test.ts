import { completionSchema } from "@qwents/protocol";
import { describe, expect, test } from "vitest";
import { callsTo, eventsOf } from "../app-calls.fixture.ts";
import { FakeEngine, type FakeTurn } from "../fake-engine.fixture.ts";

const path = "/v1/completions";

async function call(fields: object, turn: FakeTurn = { pieces: ["wor", "ld"] }) {
  const engine = new FakeEngine(turn);
  const response = await callsTo({ engine }).post(path, fields);
  expect(response.status).toBe(200);
  return { engine, response };
}

async function wholeOf(fields: object, turn?: FakeTurn) {
  const { response, engine } = await call(fields, turn);
  return { engine, answer: completionSchema.parse(await response.json()) };
}

async function streamOf(fields: object, turn?: FakeTurn) {
  const events = await eventsOf((await call({ ...fields, stream: true }, turn)).response);
  expect(events.pop()?.data).toBe("[DONE]");
  return events.map(({ data }) => completionSchema.parse(JSON.parse(data)));
}

describe("whole", () => {
  test("continues a text, sixteen tokens at most when nothing is said", async () => {
    const { answer, engine } = await wholeOf({ prompt: "hello " });
    expect(answer).toMatchObject({ object: "text_completion", model: "fake-qwen" });
    expect(answer.choices).toEqual([{ index: 0, text: "world", logprobs: null, finish_reason: "stop" }]);
    expect(answer.usage).toMatchObject({ prompt_tokens: 6, completion_tokens: 2, total_tokens: 8 });
    expect(engine.requests[0]).toMatchObject({ prompt: "hello ", maxTokens: 16 });
  });

  test("token ids go to the engine as they are, and echo as their text", async () => {
    const { answer, engine } = await wholeOf({ prompt: [104, 105], echo: true, max_tokens: 5 });
    expect(engine.requests[0]).toMatchObject({ tokenIds: [104, 105], maxTokens: 5 });
    expect(answer.choices[0].text).toBe("hiworld");
  });

  test("several prompts times n: the choices of the first come first", async () => {
    const { answer, engine } = await wholeOf({ prompt: ["a", "bc"], n: 2, echo: true });
    expect(answer.choices.map(({ text }) => text)).toEqual(["aworld", "aworld", "bcworld", "bcworld"]);
    expect(engine.requests.map((request) => "prompt" in request && request.prompt)).toEqual(["a", "a", "bc", "bc"]);
    expect(answer.usage).toMatchObject({ prompt_tokens: 3, completion_tokens: 8 });
  });

  test("log-probabilities have offsets into the text, and bytes for parts of characters", async () => {
    const { answer } = await wholeOf({ prompt: "x", logprobs: 1 }, { pieces: ["né", "\ufffd", "!"] });
    expect(answer.choices[0].logprobs).toEqual({
      tokens: ["né", "bytes:\\xef\\xbf\\xbd", "!"],
      token_logprobs: [-0.5, -0.5, -0.5],
      top_logprobs: [{ t0: -0.5 }, { t0: -0.5 }, { t0: -0.5 }],
      text_offset: [0, 2, 3],
    });
  });

  test("token ids outside the vocabulary are refused", async () => {
    const response = await callsTo({ engine: new FakeEngine({}) }).post(path, { prompt: [5, 1000] });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { param: "prompt", code: "request/invalid" } });
  });
});

describe("log-probabilities of the prompt", () => {
  test("stand in front of the answer's where it is echoed", async () => {
    const { answer, engine } = await wholeOf(
      { prompt: "no", echo: true, logprobs: 1, max_tokens: 0 },
      { pieces: ["!"] },
    );
    expect(engine.requests[0]).toMatchObject({ promptLogprobs: 1, topLogprobs: 1, maxTokens: 0 });
    expect(answer.choices[0]).toMatchObject({
      text: "no!",
      logprobs: {
        tokens: ["n", "o", "!"],
        token_logprobs: [null, -0.5, -0.5],
        top_logprobs: [null, { t0: -0.5 }, { t0: -0.5 }],
        text_offset: [0, 1, 2],
      },
    });
  });

  test("have vLLM's shape in prompt_logprobs", async () => {
    const { answer } = await wholeOf({ prompt: "no", prompt_logprobs: 1 });
    expect(answer.choices[0].logprobs).toBeNull();
    expect(answer.choices[0].prompt_logprobs).toEqual([
      null,
      {
        0: { logprob: -0.5, rank: 1, decoded_token: "t0" },
        111: { logprob: -0.5, rank: 7, decoded_token: "o" },
      },
    ]);
    const engine = new FakeEngine({ pieces: ["x"] });
    const chat = { messages: [{ role: "user", content: "hi" }], prompt_logprobs: 0, n: 2 };
    const response = await callsTo({ engine }).post("/v1/chat/completions", chat);
    expect(await response.json()).toMatchObject({ prompt_logprobs: [null, { 104: { rank: 7 } }, {}, {}] });
    expect(engine.requests.map(({ promptLogprobs }) => promptLogprobs)).toEqual([0, undefined]);
  });
});

describe("what fills a gap", () => {
  test("goes to the engine as prefix and suffix, also of an empty prompt", async () => {
    const { answer, engine } = await wholeOf({ prompt: "", suffix: "}", echo: true });
    expect(engine.requests[0]).toMatchObject({ fill: { prefix: "", suffix: "}" } });
    expect(answer.choices[0].text).toBe("world");
    const refused = await callsTo({ engine }).post(path, { prompt: "" });
    expect(await refused.json()).toMatchObject({ error: { param: "prompt" } });
  });

  test("has llama.cpp's shape at /infill, whole and streamed", async () => {
    const engine = new FakeEngine({ pieces: ["a", "b"], stop: "\n" });
    const fields = { input_prefix: "p", input_suffix: "s", n_predict: 8, input_extra: [{ filename: "f", text: "t" }] };
    const calls = callsTo({ engine });
    const whole = await calls.post("/infill", { ...fields, prompt: "x", cache_prompt: true, stop: ["\n"] });
    expect(await whole.json()).toMatchObject({
      content: "ab",
      stop: true,
      stop_type: "word",
      stopping_word: "\n",
      tokens_predicted: 2,
    });
    const fill = { prefix: "p", suffix: "s", begun: "x", files: [{ path: "f", text: "t" }] };
    expect(engine.requests[0]).toMatchObject({ fill, maxTokens: 8, truncation: "auto", stop: ["\n"] });
    const events = await eventsOf(await calls.post("/infill", { ...fields, stream: true }));
    expect(events.map(({ data }) => JSON.parse(data))).toMatchObject([
      { content: "a", stop: false },
      { content: "b", stop: false },
      { content: "", stop: true, model: "fake-qwen" },
    ]);
    const refused = await calls.post("/infill", { input_prefix: "p" });
    expect(await refused.json()).toMatchObject({ error: { param: "input_suffix" } });
  });
});

test("best_of gives those of which the model is surest", async () => {
  const { answer, engine } = await wholeOf({ prompt: ["a", "b"], best_of: 3, n: 2, seed: 1 });
  expect(engine.requests).toHaveLength(6);
  expect(engine.requests[0]).toMatchObject({ topLogprobs: 0 });
  expect(answer.choices).toHaveLength(4);
  expect(answer.choices.every(({ logprobs }) => logprobs === null)).toBe(true);
  expect(answer.usage).toMatchObject({ prompt_tokens: 2, completion_tokens: 12 });
});

test("biases come as pairs, too", async () => {
  const { engine } = await wholeOf({
    prompt: "a",
    logit_bias: [
      [5, -2.5],
      [7, false],
    ],
  });
  const { engine: other } = await wholeOf({ prompt: "a", logit_bias: { 5: 1 } });
  expect(engine.requests[0].sampling?.logitBias).toEqual(
    new Map([
      [5, -2.5],
      [7, -100],
    ]),
  );
  expect(other.requests[0].sampling?.logitBias).toEqual(new Map([[5, 1]]));
});

describe("streamed", () => {
  test("the echo, the text, the reason, the usage", async () => {
    const chunks = await streamOf({ prompt: "hello ", echo: true, stream_options: { include_usage: true } });
    expect(chunks.map(({ choices }) => choices[0]?.text)).toEqual(["hello ", "wor", "ld", "", undefined]);
    expect(chunks.map(({ choices }) => choices[0]?.finish_reason)).toEqual([null, null, null, "stop", undefined]);
    expect(chunks.at(-1)?.usage).toMatchObject({ total_tokens: 8 });
  });

  test("an echo comes with its log-probabilities", async () => {
    const chunks = await streamOf({ prompt: "no", echo: true, logprobs: 0 }, { pieces: ["!"] });
    expect(chunks.map(({ choices: [{ text }] }) => text)).toEqual(["no", "!", ""]);
    expect(chunks.map(({ choices: [{ logprobs }] }) => logprobs?.text_offset)).toEqual([[0, 1], [2], undefined]);
  });

  test("offsets count on from event to event", async () => {
    const chunks = await streamOf({ prompt: "x", logprobs: 0 });
    expect(chunks.map(({ choices }) => choices[0].logprobs?.text_offset)).toEqual([[0], [3], undefined]);
  });
});
