import { decisionSchema } from "@qwents/protocol";
import { describe, expect, test } from "vitest";
import { callsTo } from "../app-calls.fixture.ts";
import { confidenceOf, softmax } from "../decisions/score-texts.ts";
import { FakeEngine } from "../fake-engine.fixture.ts";

const path = "/v1/decisions";

async function decide(body: object) {
  const engine = new FakeEngine({});
  const response = await callsTo({ engine }).post(path, body);
  expect(response.status).toBe(200);
  return { engine, decision: decisionSchema.parse(await response.json()) };
}

describe("choices", () => {
  test("behind a prompt, by the sum of their tokens or by their mean", async () => {
    const { decision, engine } = await decide({ prompt: "a ", choices: ["b", "cd"] });
    expect(engine.requests).toMatchObject([
      { tokenIds: [97, 32, 98], maxTokens: 0, promptLogprobs: 0, promptLogprobsFrom: 2 },
      { tokenIds: [97, 32, 99, 100], promptLogprobsFrom: 2 },
    ]);
    expect(decision.choices).toMatchObject([
      { index: 0, text: "b", logprob: -0.5, num_tokens: 1, token_logprobs: [{ token: "b", logprob: -0.5 }] },
      { index: 1, text: "cd", logprob: -1, num_tokens: 2 },
    ]);
    expect(decision.choices?.[0].probability).toBeCloseTo(1 / (1 + Math.exp(-0.5)), 12);
    const { decision: mean } = await decide({ prompt: "a ", choices: ["b", "cd"], normalize: "token" });
    expect(mean.choices?.map(({ probability }) => probability)).toEqual([0.5, 0.5]);
  });

  test("of one token with the prompt's end, all count from there", async () => {
    const { engine } = await decide({ prompt: "ab", choices: ["c"] });
    expect(engine.requests[0]).toMatchObject({ promptLogprobsFrom: 2 });
  });

  test("as answers to a chat end their turn", async () => {
    const { decision, engine } = await decide({ messages: [{ role: "user", content: "?" }], choices: ["no"] });
    const text = String.fromCodePoint(...(engine.requests[0] as { tokenIds: number[] }).tokenIds);
    expect(text).toBe("user:?|assistant:no<|im_end|>");
    expect(decision.choices?.[0]).toMatchObject({ probability: 1, num_tokens: "no<|im_end|>".length });
  });
});

test("questions come behind the input, one after the other", async () => {
  const levels = [{ label: "low" }, { label: "mid", description: "between" }, { label: "top" }];
  const { decision, engine } = await decide({
    input: [{ role: "user", content: [{ type: "input_json", data: { a: 1 } }] }],
    questions: [
      { type: "predicate", instructions: "P" },
      { type: "choice", name: "c", instructions: "C", choices: [{ value: true }, { value: "true!" }] },
      { type: "score", instructions: "S", levels },
    ],
  });
  expect(engine.requests).toHaveLength(2 + 2 + 3);
  const last = String.fromCodePoint(...(engine.requests[6] as { tokenIds: number[] }).tokenIds);
  expect(last).toContain('user:{"a":1}|user:S');
  expect(last).toContain("- mid: between");
  const [predicate, choice, score] = decision.answers ?? [];
  expect(predicate).toMatchObject({ type: "predicate", name: null });
  expect(choice).toMatchObject({ type: "choice", name: "c", choice: true });
  expect(score).toMatchObject({ type: "score", score: 1, confidence: 0 });
});

test.each([
  ["input", { questions: [{ type: "predicate", instructions: "x" }] }],
  ["questions", { input: "x" }],
  ["choices", { choices: ["a"] }],
  ["choices", { choices: ["a"], prompt: "x", messages: [{ role: "user", content: "x" }] }],
  ["prompt", { input: "x", prompt: "y", questions: [{ type: "predicate", instructions: "x" }] }],
  [
    "questions",
    { input: "x", questions: [{ type: "choice", instructions: "x", choices: [{ value: "a" }, { value: "a" }] }] },
  ],
  [
    "input[0].content[0].type",
    { input: [{ role: "user", content: [{ type: "input_image", image_url: "x" }] }], questions: [] },
  ],
])("%s is refused with a reason", async (param, body) => {
  const response = await callsTo({ engine: new FakeEngine({}) }).post(path, body);
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ error: { param } });
});

test("probabilities add up, and confidence is what stands above chance", () => {
  expect(softmax([Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY])).toEqual([0.5, 0.5]);
  expect(softmax([0, Number.NEGATIVE_INFINITY])).toEqual([1, 0]);
  expect(confidenceOf([0.25, 0.75])).toBe(0.5);
  expect(confidenceOf([1, 0, 0])).toBe(1);
});
