import { type AnswerPart, ToolCallSplitter, type WrittenToolCall } from "@qwents/engine";
import { describe, expect, test } from "vitest";
import { ContentDeltas } from "../../packages/server/src/wire-tool-calls.ts";
import { Random } from "../fuzz/random.ts";
import { AnswerReader, answerOf } from "./answer-reader.fixture.ts";
import { caseFiles, commonTools, type ExpectedAnswer, readCases, type ToolCallCase } from "./cases.ts";
import { generateCases } from "./generated-cases.ts";
import { cutAt, textEvents } from "./split-answer.ts";

// However an answer's bytes are spread over tokens, it has the same thought, the same text and the same calls.

const numRandomSplits = 20;

type Tokens = readonly Uint8Array[];

/** What a client reads of a stream whose tokens are these bytes. */
function streamed(tokens: Tokens, one: ToolCallCase): ExpectedAnswer {
  const tools = one.tools ?? commonTools;
  const deltas = new ContentDeltas({ tools: tools.map((tool) => ({ ...tool })) }, one.style);
  const reader = new AnswerReader();
  for (const { channel, text } of textEvents(tokens, one)) {
    for (const delta of channel === "content" ? deltas.push(text) : [{ reasoning_content: text }]) reader.push(delta);
  }
  for (const delta of deltas.flush()) reader.push(delta);
  return reader.answer;
}

/** The same where calls are held back until they are whole. */
function heldBack(tokens: Tokens, one: ToolCallCase): ExpectedAnswer {
  const tools = (one.tools ?? commonTools).map((tool) => tool.function);
  const splitter = tools.length === 0 ? undefined : new ToolCallSplitter({ style: one.style, tools });
  const texts = { reasoning: "", content: "" };
  const calls: WrittenToolCall[] = [];
  const take = (parts: readonly AnswerPart[]) => {
    for (const part of parts) {
      if (part.type === "content") texts.content += part.text;
      else calls.push(part.toolCall);
    }
  };
  for (const { channel, text } of textEvents(tokens, one)) {
    if (channel === "reasoning") texts.reasoning += text;
    else take(splitter?.push(text) ?? [{ type: "content", text }]);
  }
  take(splitter?.flush() ?? []);
  return answerOf(texts.reasoning, texts.content, calls);
}

function expectSameAtEverySplit(one: ToolCallCase, seed: number): void {
  const bytes = new TextEncoder().encode(one.output);
  const check = (where: string, places: readonly number[]) => {
    const tokens = cutAt(bytes, places);
    expect(heldBack(tokens, one), `${one.name}, ${where}, calls held back`).toEqual(one.expected);
    // A grammar keeps an engine from calls that break off, but for those that end with the answer.
    if (one.breaks_off !== true) expect(streamed(tokens, one), `${one.name}, ${where}`).toEqual(one.expected);
  };
  check("whole", []);
  for (let place = 1; place < bytes.length; place++) check(`cut at byte ${place}`, [place]);
  check("byte by byte", [...bytes.keys()]);
  const random = new Random(seed, 0);
  for (let i = 0; i < numRandomSplits; i++) {
    const places = Array.from({ length: 1 + random.below(12) }, () => random.below(bytes.length + 1));
    check(`cut at bytes ${places}`, places);
  }
}

describe.each(caseFiles)("%s", (file) => {
  const cases = readCases(file);
  test.each(cases.map((one, i) => [`${i + 1}: ${one.name} (${one.style}, thought ${one.thinking})`, one] as const))(
    "%s",
    (_, one) => expectSameAtEverySplit(one, 1),
  );
});

test("the generated file is what the generator writes", () => {
  expect(readCases("generated.jsonl")).toEqual(generateCases(1, 120));
});

test("further generated cases", () => {
  for (const one of generateCases(2, 100)) expectSameAtEverySplit(one, 2);
});
