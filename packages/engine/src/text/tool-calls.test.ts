import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cpuTimeMs } from "../core/cpu-time.fixture.ts";
import type { WrittenToolCall } from "./call-automaton.ts";
import { createChatTemplate } from "./chat-template.ts";
import { qwen3 } from "./qwen3-files.fixture.ts";
import { type ParsedAnswer, parseToolCalls, ToolCallSplitter } from "./tool-calls.ts";

const object = (name: string, args: string) => `{"name": ${JSON.stringify(name)}, "arguments": ${args}}`;
const written = (name: string, args: string) => `<tool_call>\n${object(name, args)}\n</tool_call>`;
const call = (name: string, args: string): WrittenToolCall => ({ name, arguments: args });

/** What comes of an answer in pieces. Order is part of it: content so far, before each call. */
function split(pieces: readonly string[]) {
  const splitter = new ToolCallSplitter();
  const toolCalls: WrittenToolCall[] = [];
  const contents = [""];
  for (const part of [...pieces.flatMap((piece) => splitter.push(piece)), ...splitter.flush()]) {
    if (part.type === "content") {
      expect(part.text).not.toBe("");
      contents[contents.length - 1] += part.text;
    } else {
      toolCalls.push(part.toolCall);
      contents.push("");
    }
  }
  return { contents, toolCalls };
}

describe("by example", () => {
  test.each<[string, ParsedAnswer]>([
    [written("f", '{"a": 1}'), { content: "", toolCalls: [call("f", '{"a": 1}')] }],
    [`Let me see.\n\n${written("f", "{}")}\n`, { content: "Let me see.", toolCalls: [call("f", "{}")] }],
    [`${written("f", "{}")}\n${written("g", "{}")}`, { content: "", toolCalls: [call("f", "{}"), call("g", "{}")] }],
    [`a ${written("f", "{}")}\nb `, { content: "a\nb ", toolCalls: [call("f", "{}")] }],
    [
      '<tool_call>{"arguments":{"b":[{}]},"name":"f"}</tool_call>',
      { content: "", toolCalls: [call("f", '{"b":[{}]}')] },
    ],
    [
      written("f", '{ "a" :"</tool_call>", "b":"\\"<tool_call>{" }'),
      {
        content: "",
        toolCalls: [call("f", '{ "a" :"</tool_call>", "b":"\\"<tool_call>{" }')],
      },
    ],
    [
      '<tool_call>{"name": "gr\\u00f6\\u00dfe", "arguments": {}}</tool_call>',
      {
        content: "",
        toolCalls: [call("größe", "{}")],
      },
    ],
    [`<tool_call>\n${written("f", "{}")}`, { content: "<tool_call>", toolCalls: [call("f", "{}")] }],
    [
      `<tool_call>{"name${written("f", "{}")}</tool_call>`,
      {
        content: `<tool_call>{"name${written("f", "{}")}</tool_call>`,
        toolCalls: [],
      },
    ],
    ["", { content: "", toolCalls: [] }],
  ])("%j", (text, expected) => {
    expect(parseToolCalls(text)).toEqual(expected);
  });

  test.each([
    "<tool_call>",
    "a < b, <tool_",
    '<tool_call>\n{"name": "f", "arguments": {"a": "x\n</tool_call>',
    written("f", "{}").slice(0, -1),
    `  ${written("f", "{}").slice(0, -1)} `,
    written("f", "{a: 1}"),
    written("f", "[]"),
    written("f", "null"),
    written("f", '"{}"'),
    written("", "{}"),
    "<tool_call>{}</tool_call>",
    '<tool_call>{"name": "f"}</tool_call>',
    '<tool_call>{"name": {}, "arguments": "f"}</tool_call>',
    '<tool_call>{"name": "f", "arguments": {}, "id": 1}</tool_call>',
    '<tool_call>{"name": "f", "arguments": {}, "arguments": {}}</tool_call>',
    '<tool_call>{"name": "f", "arguments": {}}}</tool_call>',
    '<tool_call>[{"name": "f", "arguments": {}}]</tool_call>',
    '{"name": "f", "arguments": {}}\n</tool_call>',
    written("f", `${'{"a":'.repeat(50)}1${"}".repeat(50)}`),
  ])("is no call and stays as it stands: %j", (text) => {
    expect(parseToolCalls(text)).toEqual({ content: text, toolCalls: [] });
    const { toolCalls, content } = parseToolCalls(text + written("g", "{}"));
    expect({ toolCalls, content: content.trimEnd() }).toEqual({
      toolCalls: [call("g", "{}")],
      content: text.trimEnd(),
    });
  });
});

test("content is delivered at once unless it may begin a call", () => {
  const splitter = new ToolCallSplitter();
  const text = (piece: string) => splitter.push(piece).map((part) => part.type === "content" && part.text);
  expect(text("Let me")).toEqual(["Let me"]);
  expect(text(" see.\n")).toEqual([" see."]);
  expect(text("Is a <")).toEqual(["\nIs a"]);
  expect(text(" b?")).toEqual([" < b?"]);
  expect(text("\n\n<tool")).toEqual([]);
  expect(text("_call>\n")).toEqual([]);
  expect(text("is a tag")).toEqual(["\n\n<tool_call>\nis a tag"]);
});

const json = fc
  .dictionary(fc.string(), fc.jsonValue({ maxDepth: 1 }), { maxKeys: 2 })
  .map((value) => JSON.stringify(value, null, 1));
const toolCall = fc.record({ name: fc.string({ minLength: 1 }), arguments: json });
const word = fc.constantFrom(
  "<tool_call>",
  "</tool_call>",
  "<tool",
  "_call>",
  "{",
  "}",
  '"',
  "name",
  "\n",
  " ",
  "<",
  "a",
  "😀",
);
const wholeCall = toolCall.map(({ name, arguments: args }) => written(name, args));
const answer = fc.array(fc.oneof(word, word, wholeCall), { maxLength: 8 }).map((pieces) => pieces.join(""));

test("says the same however the answer is cut", () => {
  fc.assert(
    fc.property(answer, fc.array(fc.nat(), { maxLength: 5 }), (text, cuts) => {
      const whole = split([text]);
      for (let i = 0; i <= text.length; i++) expect(split([text.slice(0, i), text.slice(i)])).toEqual(whole);
      const at = [0, ...cuts.map((cut) => cut % (text.length + 1)).sort((a, b) => a - b), text.length];
      expect(split(at.slice(1).map((end, i) => text.slice(at[i], end)))).toEqual(whole);
      expect(split(text.split(""))).toEqual(whole);
    }),
    { numRuns: 50 },
  );
});

test("loses nothing but the space around calls", () => {
  fc.assert(
    fc.property(answer, (text) => {
      const { contents, toolCalls } = split([text]);
      let rest = text;
      for (const [i, { name, arguments: args }] of toolCalls.entries()) {
        expect(rest.startsWith(contents[i])).toBe(true);
        rest = rest.slice(contents[i].length).trimStart();
        expect(rest.startsWith(written(name, args))).toBe(true);
        rest = rest.slice(written(name, args).length);
      }
      const last = contents[toolCalls.length];
      expect(last === "" && toolCalls.length > 0 ? rest.trim() : rest).toBe(last);
    }),
    { numRuns: 500 },
  );
});

test("gives back what Qwen3's own template writes", () => {
  const template = createChatTemplate(qwen3.tokenizerConfig.chat_template);
  const calls = fc.array(
    fc.record({ name: fc.constantFrom("add", "get_weather"), arguments: fc.dictionary(fc.string(), fc.jsonValue()) }),
    {
      minLength: 1,
      maxLength: 3,
    },
  );
  fc.assert(
    fc.property(fc.constantFrom("", "Let me see."), calls, (content, wanted) => {
      const toolCalls = wanted.map((one, i) => ({ id: `${i}`, ...one }));
      const text = template.render([{ role: "assistant", content, toolCalls }], [], { addGenerationPrompt: false });
      const answer = text.slice("<|im_start|>assistant\n".length, -"<|im_end|>\n".length);
      const parsed = parseToolCalls(answer.replace("<think>\n\n</think>\n\n", ""));
      expect(parsed.content).toBe(content);
      const read = parsed.toolCalls.map((one) => ({ name: one.name, arguments: JSON.parse(one.arguments) }));
      // Written as JSON, a negative zero is none.
      expect(read).toEqual(JSON.parse(JSON.stringify(wanted)));
    }),
  );
});

test("what never ends is content at last, in linear time", () => {
  const start = cpuTimeMs();
  const splitter = new ToolCallSplitter();
  const pieces = ['<tool_call>{"name":"', ...Array<string>(300_000).fill("<tool"), "\n"];
  let length = 0;
  for (const part of pieces.flatMap((piece) => splitter.push(piece))) {
    if (part.type === "content") length += part.text.length;
  }
  expect(length).toBe(pieces.join("").length - 1);
  expect(cpuTimeMs() - start).toBeLessThan(3000);
});
