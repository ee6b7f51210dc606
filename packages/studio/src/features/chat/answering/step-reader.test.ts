import type { ChatCompletionChunk } from "@qwents/protocol";
import { expect, test } from "vitest";
import { emptyStep } from "../history/records.ts";
import { StepReader } from "./step-reader.ts";

type Delta = ChatCompletionChunk["choices"][number]["delta"];

const chunk = (delta: Delta, finish_reason: "stop" | null = null): ChatCompletionChunk => ({
  id: "1",
  object: "chat.completion.chunk",
  created: 1,
  model: "qwen",
  choices: [{ index: 0, delta, finish_reason }],
});

function reader(begun = emptyStep) {
  const clock = { now: 0 };
  const step = new StepReader(begun, () => clock.now);
  const at = (now: number, delta: Delta, finish: "stop" | null = null) => {
    clock.now = now;
    step.add(chunk(delta, finish));
  };
  return { at, step: () => step.step };
}

test("tells when the first token came, and how long the thought took", () => {
  const { at, step } = reader();
  at(5, { role: "assistant" });
  at(100, { reasoning_content: "Let me" });
  at(300, { reasoning_content: " see" });
  at(900, { content: "Yes" });
  at(950, {}, "stop");
  expect(step()).toMatchObject({
    ...{ reasoning: "Let me see", text: "Yes", finishReason: "stop", firstTokenMs: 100, reasoningMs: 200 },
  });
});

test("goes on with what was there", () => {
  const { at, step } = reader({ ...emptyStep, text: "Half", reasoning: "Hm", reasoningMs: 70 });
  at(10, { content: " of it" });
  expect(step()).toMatchObject({ text: "Half of it", reasoning: "Hm", reasoningMs: 70 });
});

test("puts the parts of calls together", () => {
  const { at, step } = reader();
  at(1, { tool_calls: [{ index: 0, id: "call_1", type: "function", function: { name: "calculate", arguments: "" } }] });
  at(2, { tool_calls: [{ index: 0, function: { arguments: '{"expression"' } }] });
  at(3, { tool_calls: [{ index: 0, function: { arguments: ':"1"}' } }] });
  expect(step().calls).toEqual([
    { id: "call_1", name: "calculate", arguments: '{"expression":"1"}', state: "approved" },
  ]);
});
