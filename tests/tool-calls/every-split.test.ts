import { describe, expect, test } from "vitest";
import { ContentDeltas } from "../../packages/server/src/wire-tool-calls.ts";
import { Random } from "../fuzz/random.ts";
import { AnswerReader } from "./answer-reader.fixture.ts";
import { caseFiles, commonTools, type ExpectedAnswer, readCases, type ToolCallCase } from "./cases.ts";
import { generateCases } from "./generated-cases.ts";
import { cutAt, textEvents } from "./split-answer.ts";

// However an answer's bytes are spread over tokens, it has the same thought, the same text and the same calls.

const numRandomSplits = 20;

/** What a client reads of a stream whose tokens are these bytes. */
function streamed(tokens: readonly Uint8Array[], one: ToolCallCase): ExpectedAnswer {
  const tools = one.tools ?? commonTools;
  const deltas = new ContentDeltas({ tools: tools.map((tool) => ({ ...tool })) }, one.style);
  const reader = new AnswerReader();
  for (const { channel, text } of textEvents(tokens, one)) {
    for (const delta of channel === "content" ? deltas.push(text) : [{ reasoning_content: text }]) reader.push(delta);
  }
  for (const delta of deltas.flush()) reader.push(delta);
  return reader.answer;
}

function expectSameAtEverySplit(one: ToolCallCase, seed: number): void {
  const bytes = new TextEncoder().encode(one.output);
  const at = (places: readonly number[]) => streamed(cutAt(bytes, places), one);
  expect(at([])).toEqual(one.expected);
  for (let place = 1; place < bytes.length; place++) {
    expect(at([place]), `${one.name}, cut at byte ${place}`).toEqual(one.expected);
  }
  expect(at([...bytes.keys()]), `${one.name}, byte by byte`).toEqual(one.expected);
  const random = new Random(seed, 0);
  for (let i = 0; i < numRandomSplits; i++) {
    const places = Array.from({ length: 1 + random.below(12) }, () => random.below(bytes.length + 1));
    expect(at(places), `${one.name}, cut at bytes ${places}`).toEqual(one.expected);
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
