import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cpuTimeMs } from "../core/cpu-time.fixture.ts";
import type { WrittenToolCall } from "./call-automaton.ts";
import { createChatTemplate, type ToolDefinition } from "./chat-template.ts";
import { chatMlTemplate } from "./generations/chatml-template.ts";
import { generations } from "./generations/index.ts";
import { type AnswerPart, type ParsedAnswer, parseToolCalls, ToolCallSplitter } from "./tool-calls.ts";

const any = { type: ["string", "number", "boolean", "null", "object", "array"] };
const tools: ToolDefinition[] = [
  { name: "f", parameters: { type: "object", properties: { a: { type: "string" }, b: { type: "integer" }, c: any } } },
  { name: "g" },
];
const options = { style: "xml", tools } as const;
const parse = (text: string) => parseToolCalls(text, options);
const call = (name: string, args: Record<string, unknown> = {}) => ({ name, arguments: args });
const parameter = (name: string, value: string) => `<parameter=${name}>\n${value}\n</parameter>\n`;
const inner = (name: string, ...parameters: string[]) => `<function=${name}>\n${parameters.join("")}</function>`;
const written = (name: string, ...parameters: string[]) => `<tool_call>\n${inner(name, ...parameters)}\n</tool_call>`;
const f1 = written("f", parameter("a", "x"), parameter("b", "1"));
const g = written("g");

/** Arguments as values: their text is ours. */
const values = ({ content, toolCalls }: ParsedAnswer) => ({
  content,
  toolCalls: toolCalls.map(({ name, arguments: args }) => call(name, JSON.parse(args))),
});

/** What comes of an answer in pieces, joined content between calls. */
function split(pieces: readonly string[]): (string | WrittenToolCall)[] {
  const splitter = new ToolCallSplitter(options);
  const all: AnswerPart[] = [...pieces.flatMap((piece) => splitter.push(piece)), ...splitter.flush()];
  const joined: (string | WrittenToolCall)[] = [];
  for (const part of all) {
    const last = joined.at(-1);
    if (part.type === "toolCall") joined.push(part.toolCall);
    else if (typeof last === "string") joined[joined.length - 1] = last + part.text;
    else joined.push(part.text);
  }
  return joined;
}

describe("as templates write them", () => {
  test.each<[string, string, ReturnType<typeof call>[]]>([
    [f1, "", [call("f", { a: "x", b: 1 })]],
    [`Let me see.\n\n${f1}\n`, "Let me see.", [call("f", { a: "x", b: 1 })]],
    [`${f1}\n${g}`, "", [call("f", { a: "x", b: 1 }), call("g")]],
    [`a ${g}\nb `, "a\nb ", [call("g")]],
    [written("f", parameter("a", "two\n\n  lines\n")), "", [call("f", { a: "two\n\n  lines\n" })]],
    [written("f", parameter("a", "")), "", [call("f", { a: "" })]],
    [written("f", parameter("a", '<b> & "c" </b> <param>')), "", [call("f", { a: '<b> & "c" </b> <param>' })]],
    ["<tool_call><function=f><parameter=a>x</parameter></function></tool_call>", "", [call("f", { a: "x" })]],
    ['<tool_call>\n{"name": "f", "arguments": {"a": "x"}}\n</tool_call>', "", [call("f", { a: "x" })]],
    [written("unknown", parameter("b", "1")), "", [call("unknown", { b: "1" })]],
    [written("f", parameter("z", "1")), "", [call("f", { z: "1" })]],
    [written("f", parameter("b", "1"), parameter("b", "2")), "", [call("f", { b: 2 })]],
  ])("%j", (text, content, toolCalls) => {
    expect(values(parse(text))).toEqual({ content, toolCalls });
  });
});

describe("with what models leave out or write twice", () => {
  const both = call("f", { a: "x", b: 1 });
  test.each<[string, string, string, ReturnType<typeof call>[]]>([
    ["no opening tag", `Now:\n${inner("f", parameter("a", "x"), parameter("b", "1"))}\n</tool_call>`, "Now:", [both]],
    ["no outer tags", inner("f", parameter("a", "x"), parameter("b", "1")), "", [both]],
    ["no outer tags, and more", `${inner("g")}\n${inner("g")}\n\nDone.`, "\n\nDone.", [call("g"), call("g")]],
    ["no closing tag", f1.replace("\n</tool_call>", ""), "", [both]],
    ["no closing tag before the next", `${f1.replace("\n</tool_call>", "")}\n${g}`, "", [both, call("g")]],
    ["a closing tag cut short", f1.slice(0, -3), "", [both]],
    ["an unclosed function", f1.replace("</function>\n", ""), "", [both]],
    [
      "an unclosed function before the next call",
      `${f1.replace("</function>\n</tool_call>", "")}${g}`,
      "",
      [both, call("g")],
    ],
    ["an unclosed parameter", f1.replace("\n</parameter>", ""), "", [both]],
    ["an unclosed last parameter", f1.replace("1\n</parameter>", "1"), "", [both]],
    ["a parameter closed twice", f1.replaceAll("</parameter>", "</parameter>\n</parameter>"), "", [both]],
    ["one closed twice at the end", f1.replace("</function>", "</parameter>\n</function>"), "", [both]],
    [
      "only the outer tag closed",
      "<tool_call>\n<function=f>\n<parameter=b>\n1\n</tool_call>\n",
      "",
      [call("f", { b: 1 })],
    ],
    ["names in quotes", f1.replace("=f>", '="f">').replace("=a>", "='a'>"), "", [both]],
    ["Windows' line ends", f1.replaceAll("\n", "\r\n"), "", [both]],
    ["two functions in a call", `<tool_call>\n${inner("g")}\n${inner("g")}\n</tool_call>`, "", [call("g"), call("g")]],
    ["an opening tag twice", `<tool_call>\n${f1}`, "<tool_call>", [both]],
    [
      "closing tags in a value",
      written("f", parameter("a", "x</parameter>y</function>z</tool_call>.")),
      "",
      [call("f", { a: "x</parameter>y</function>z</tool_call>." })],
    ],
    [
      "opening tags in a value",
      written("f", parameter("a", "<tool_call>\n<function=g>\n<parameter=z>")),
      "",
      [call("f", { a: "<tool_call>\n<function=g>\n<parameter=z>" })],
    ],
  ])("%s", (_, text, content, toolCalls) => {
    expect(values(parse(text))).toEqual({ content, toolCalls });
  });
});

test.each([
  "<tool_call>",
  "a < b, <tool_",
  "<tool_call>\nno call\n</tool_call>",
  "<tool_call>\n<parameter=a>\nx\n</parameter>",
  "<tool_call>\n<function=>\n</function>\n</tool_call>",
  "<tool_call>\n<function=f\n>",
  `<tool_call>\n<function=${"f".repeat(300)}>`,
  "<function=unknown>\n</function>",
  "Write <function=NAME> to call one, and </function> to end it.",
  f1.slice(0, f1.indexOf("</function>")),
  f1.slice(0, f1.indexOf("\n</parameter>")),
  "<tool_call>\n<function=f>",
])("is no call and stays as it stands: %j", (text) => {
  expect(parse(text)).toEqual({ content: text, toolCalls: [] });
});

test("a model that writes JSON writes no tags", () => {
  expect(parseToolCalls(f1, { tools })).toEqual({ content: f1, toolCalls: [] });
});

test("content is delivered at once unless it may begin a call", () => {
  const splitter = new ToolCallSplitter(options);
  const text = (piece: string) => splitter.push(piece).map((part) => part.type === "content" && part.text);
  expect(text("Let me")).toEqual(["Let me"]);
  expect(text(" see <fun")).toEqual([" see"]);
  expect(text("ny>.")).toEqual([" <funny>."]);
  expect(text("\n<function=f")).toEqual([]);
  expect(text("oo>")).toEqual(["\n<function=foo>"]);
});

const word = fc.constantFrom(
  ...["<tool_call>", "</tool_call>", "<function=f>", "<function=g>", "<function=h>", "</function>", "<parameter=a>"],
  ...[
    "<parameter=b>",
    "</parameter>",
    "<",
    "<fun",
    "ction",
    "=",
    ">",
    "\n",
    " ",
    "x",
    "1",
    "{",
    '{"name": "f", ',
    "😀",
  ],
);
const value = fc.array(word, { maxLength: 4 }).map((words) => words.join(""));
const whole = fc
  .tuple(fc.constantFrom("f", "g"), fc.array(fc.tuple(fc.constantFrom("a", "b", "c"), value), { maxLength: 3 }))
  .map(([name, parameters]) => written(name, ...parameters.map(([key, text]) => parameter(key, text))));
const answer = fc.array(fc.oneof(word, whole), { maxLength: 8 }).map((pieces) => pieces.join(""));

test("says the same however the answer is cut", () => {
  fc.assert(
    fc.property(answer, fc.array(fc.nat(), { maxLength: 5 }), (text, cuts) => {
      const expected = split([text]);
      for (let i = 0; i <= text.length; i++) expect(split([text.slice(0, i), text.slice(i)])).toEqual(expected);
      const at = [0, ...cuts.map((cut) => cut % (text.length + 1)).sort((a, b) => a - b), text.length];
      expect(split(at.slice(1).map((end, i) => text.slice(at[i], end)))).toEqual(expected);
      expect(split(text.split(""))).toEqual(expected);
    }),
    { numRuns: 30 },
  );
});

test.each(["Qwen3-Coder", "Qwen3.5", "Qwen3.8"])("gives back what the template of %s writes", (name) => {
  const template = createChatTemplate(chatMlTemplate(generations.find((each) => each.name === name)!.traits));
  const unit = fc.oneof(
    fc.string({ minLength: 1, maxLength: 1, unit: "binary" }),
    fc.constantFrom("\n", "\r", "<", "</", "<function=g>"),
  );
  const plain = fc.string({ unit });
  const args = fc.record({
    a: plain,
    b: fc.integer(),
    c: fc.oneof(fc.boolean(), fc.constant(null), fc.array(fc.jsonValue())),
  });
  const calls = fc.array(
    fc.oneof(
      args.map((value) => call("f", value)),
      fc.constant(call("g")),
    ),
    { minLength: 1, maxLength: 3 },
  );
  fc.assert(
    fc.property(fc.constantFrom("", "Let me see."), calls, (content, wanted) => {
      const toolCalls = wanted.map((one, i) => ({ id: `${i}`, ...one }));
      const messages = [
        { role: "user" as const, content: "?" },
        { role: "assistant" as const, content, toolCalls },
      ];
      const text = template.render(messages, [], { addGenerationPrompt: false, reasoningEffort: "medium" });
      const turn = text.slice(text.indexOf("<|im_start|>assistant\n") + 22, -"<|im_end|>\n".length);
      const parsed = values(parse(turn.replace(/^<think>\n\n<\/think>\n\n/, "")));
      expect(parsed).toEqual({ content, toolCalls: JSON.parse(JSON.stringify(wanted)) });
    }),
    { numRuns: 50 },
  );
});

test("what never ends is content at last, in linear time", () => {
  const start = cpuTimeMs();
  const splitter = new ToolCallSplitter(options);
  const pieces = [
    ...Array<string>(30_000).fill("<tool_call>\n<fun"),
    "<tool_call><function=f><parameter=a>",
    "<".repeat(300_000),
  ];
  let length = 0;
  for (const part of [...pieces.flatMap((piece) => splitter.push(piece)), ...splitter.flush()]) {
    if (part.type === "content") length += part.text.length;
  }
  expect(length).toBe(pieces.join("").length);
  expect(cpuTimeMs() - start).toBeLessThan(5000);
});
