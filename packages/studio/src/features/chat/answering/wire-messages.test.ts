import { chatCompletionRequestSchema } from "@qwents/protocol";
import { describe, expect, test } from "vitest";
import { type AnswerMessage, emptyStep, type MessageRecord, plainSettings } from "../history/records.ts";
import { settingsOnTheWire } from "./chat-request.ts";
import { wireMessages, wireUnfinished, withFiles } from "./wire-messages.ts";

const base = { chatId: "c", parentId: null, createdAt: 1 };
const question: MessageRecord = { ...base, id: "q", role: "user", text: "How many?", files: [] };
const call = { id: "call_1", name: "calculate", arguments: '{"expression":"6*7"}' };
const answer: AnswerMessage = {
  ...base,
  id: "a",
  role: "assistant",
  model: "qwen",
  state: "done",
  steps: [
    { ...emptyStep, reasoning: "I count.", calls: [{ ...call, state: "done", result: '{"result":42}' }] },
    { ...emptyStep, text: "42" },
  ],
};

describe("messages on the wire", () => {
  test("calls go with their results, and the server takes it", () => {
    const messages = wireMessages("Be brief.", [question, answer]);
    expect(messages).toEqual([
      { role: "system", content: "Be brief." },
      { role: "user", content: "How many?" },
      {
        role: "assistant",
        content: "",
        reasoning_content: "I count.",
        tool_calls: [{ id: "call_1", type: "function", function: { name: call.name, arguments: call.arguments } }],
      },
      { role: "tool", tool_call_id: "call_1", content: '{"result":42}' },
      { role: "assistant", content: "42" },
    ]);
    expect(chatCompletionRequestSchema.safeParse({ messages }).success).toBe(true);
  });

  test("every call has a result: also one that was denied or never run", () => {
    const states = ["denied", "waiting"] as const;
    const calls = states.map((state, i) => ({ ...call, id: `call_${i}`, state }));
    const [, ...results] = wireMessages("", [{ ...answer, steps: [{ ...emptyStep, calls }] }]);
    expect(results.map(({ content }) => content)).toEqual([
      '{"error":"The user did not allow this."}',
      '{"error":"This was not run."}',
    ]);
  });

  test("an answer of which nothing came is left out", () => {
    expect(wireMessages("", [{ ...answer, steps: [emptyStep] }])).toEqual([]);
  });

  test("an unfinished answer ends with what the model goes on with", () => {
    const messages = wireUnfinished({ ...answer, steps: [{ ...emptyStep, text: "Half of" }] });
    expect(messages).toEqual([{ role: "assistant", content: "Half of" }]);
    const request = { messages, continue_final_message: true, add_generation_prompt: false };
    expect(chatCompletionRequestSchema.safeParse(request).success).toBe(true);
  });

  test("no file can end its own fence", () => {
    const text = withFiles("Look:", [{ name: "a.md", text: "```js\n````\n```", isCut: true }]);
    expect(text).toBe("Look:\n\nFile a.md (its beginning):\n`````\n```js\n````\n```\n`````");
  });
});

describe("settings on the wire", () => {
  const model = { id: "qwen", object: "model" as const, created: 1, owned_by: "qwen.ts" };
  const sampling = { temperature: 1, top_p: 1, top_k: 0, min_p: 0, repetition_penalty: 1 };
  const modes = { ...sampling, presence_penalty: 0, frequency_penalty: 0 };
  const settings = {
    ...plainSettings,
    thinking: "on" as const,
    thinkingBudget: 9,
    effort: "high" as const,
    tools: ["calculate"],
    sampling: { top_k: 5 },
  };

  test("say nothing of what the model should decide", () => {
    expect(settingsOnTheWire(plainSettings, model)).toEqual({ model: "default" });
  });

  test("leave out what the model can not do", () => {
    const plain = { ...model, takes_tools: false, sampling_modes: { answering: modes } };
    expect(settingsOnTheWire(settings, plain)).toEqual({ model: "default", top_k: 5 });
    const able = {
      ...model,
      takes_tools: true,
      takes_reasoning_effort: true,
      sampling_modes: { thinking: modes, answering: modes },
    };
    const wire = settingsOnTheWire(settings, able);
    expect(wire).toMatchObject({ enable_thinking: true, thinking_budget: 9, reasoning_effort: "high" });
    expect(wire.tools).toHaveLength(1);
    expect(settingsOnTheWire({ ...settings, thinking: "off" }, able)).toMatchObject({ enable_thinking: false });
    const messages = wireMessages("", [question]);
    expect(chatCompletionRequestSchema.safeParse({ ...wire, messages }).success).toBe(true);
  });
});
