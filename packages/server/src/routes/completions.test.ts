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

describe("streamed", () => {
  test("the echo, the text, the reason, the usage", async () => {
    const chunks = await streamOf({ prompt: "hello ", echo: true, stream_options: { include_usage: true } });
    expect(chunks.map(({ choices }) => choices[0]?.text)).toEqual(["hello ", "wor", "ld", "", undefined]);
    expect(chunks.map(({ choices }) => choices[0]?.finish_reason)).toEqual([null, null, null, "stop", undefined]);
    expect(chunks.at(-1)?.usage).toMatchObject({ total_tokens: 8 });
  });

  test("offsets count on from event to event", async () => {
    const chunks = await streamOf({ prompt: "x", logprobs: 0 });
    expect(chunks.map(({ choices }) => choices[0].logprobs?.text_offset)).toEqual([[0], [3], undefined]);
  });
});
