import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ToolCallStyle, ToolDefinition } from "./chat-template.ts";
import { parseToolCalls, type StreamedAnswerPart, StreamedToolCallSplitter } from "./tool-calls.ts";

const properties = { a: { type: "string" }, b: { type: "integer" }, c: { type: "array" } };
const tools: ToolDefinition[] = [{ name: "f", parameters: { type: "object", properties } }, { name: "größe" }];
const json = (name: string, args: string) =>
  `<tool_call>\n{"name": ${JSON.stringify(name)}, "arguments": ${args}}\n</tool_call>`;
const xml = (name: string, ...parameters: [string, string][]) =>
  `<tool_call>\n<function=${name}>\n${parameters
    .map(([key, value]) => `<parameter=${key}>\n${value}\n</parameter>\n`)
    .join("")}</function>\n</tool_call>`;

function partsOf(pieces: readonly string[], style: ToolCallStyle): StreamedAnswerPart[] {
  const splitter = new StreamedToolCallSplitter({ style, tools });
  return [...pieces.flatMap((piece) => splitter.push(piece)), ...splitter.flush()];
}

/** What parts add up to: each call must be told of in order, and none of its parts be empty. */
function joined(parts: readonly StreamedAnswerPart[]) {
  let content = "";
  const toolCalls: { name: string; arguments: string }[] = [];
  let isOpen = false;
  for (const part of parts) {
    if ("text" in part) expect(part.text).not.toBe("");
    expect(isOpen).toBe(part.type === "toolCallArguments" || part.type === "toolCallEnd");
    if (part.type === "content") content += part.text;
    if (part.type === "toolCallBegin") toolCalls.push({ name: part.name, arguments: "" });
    if (part.type === "toolCallArguments") toolCalls[toolCalls.length - 1].arguments += part.text;
    if (part.type !== "content") isOpen = part.type !== "toolCallEnd";
  }
  expect(isOpen).toBe(false);
  return { content, toolCalls };
}

const answers: readonly (readonly [ToolCallStyle, string])[] = [
  ["json", json("f", '{"a": "x", "c": [1, {"d": "</tool_call>"}]}')],
  ["json", `Hm.\n\n${json("größe", "{}")}\n${json("f", '{ "b" : 2 }')}\n`],
  ["json", `a ${json("f", "{}")}\nb `],
  ["json", '<tool_call>{"arguments": {"a": "x"}, "name": "f"}</tool_call>'],
  ["json", json("unknown", '{"a": 1}')],
  ["json", '<tool_call>\n{"name": no'],
  ["json", "a <tool_ b"],
  ["xml", xml("f", ["a", "x\n</parameter>y"], ["b", "12"], ["c", "[1]"])],
  ["xml", `Hm.\n${xml("größe")}\n${xml("f", ["b", "1"])}`],
  ["xml", xml("unknown", ["a", "1"])],
  ["xml", `<function=f>\n<parameter=a>\nx\n</parameter>\n</function>`],
  ["xml", `${json("f", '{"a": "y"}')}\nand`],
];

describe("parts add up to what whole calls are", () => {
  test.each(answers)("%s: %j, in two pieces parted anywhere, and in single characters", (style, text) => {
    const expected = parseToolCalls(text, { style, tools });
    for (let i = 0; i <= text.length; i++) {
      expect(joined(partsOf([text.slice(0, i), text.slice(i)], style))).toEqual(expected);
    }
    expect(joined(partsOf([...text], style))).toEqual(expected);
  });

  test("any arguments, in any pieces, in both ways of writing", () => {
    const argument = fc.record({ a: fc.string({ unit: "grapheme" }), b: fc.integer(), c: fc.array(fc.jsonValue()) });
    fc.assert(
      fc.property(argument, fc.boolean(), fc.array(fc.nat({ max: 9 }), { minLength: 1 }), (args, isXml, lengths) => {
        const style = isXml ? "xml" : "json";
        const values = Object.entries(args).map(([key, value]): [string, string] => [
          key,
          typeof value === "string" ? value : JSON.stringify(value),
        ]);
        const text = isXml ? xml("f", ...values) : json("f", JSON.stringify(args));
        const pieces: string[] = [];
        for (let i = 0, at = 0; at < text.length; i++) {
          const length = 1 + lengths[i % lengths.length];
          pieces.push(text.slice(at, at + length));
          at += length;
        }
        expect(joined(partsOf(pieces, style))).toEqual(parseToolCalls(text, { style, tools }));
      }),
      { numRuns: 200 },
    );
  });
});

test("JSON comes as it is written, from the arguments' beginning on", () => {
  const splitter = new StreamedToolCallSplitter({ tools });
  expect(splitter.push('Hm. <tool_call>\n{"name": "f", "arguments": ')).toEqual([{ type: "content", text: "Hm." }]);
  expect(splitter.push('{"a": "lo')).toEqual([
    { type: "toolCallBegin", name: "f" },
    { type: "toolCallArguments", text: '{"a": "lo' },
  ]);
  expect(splitter.push('ng"}')).toEqual([{ type: "toolCallArguments", text: 'ng"}' }]);
  expect(splitter.push("}\n</tool_call>")).toEqual([{ type: "toolCallEnd" }]);
  expect(splitter.flush()).toEqual([]);
});

test("arguments in tags come one by one", () => {
  const splitter = new StreamedToolCallSplitter({ style: "xml", tools });
  expect(splitter.push("<tool_call>\n<function=f>\n")).toEqual([]);
  expect(splitter.push("<parameter=a>\nx\n")).toEqual([{ type: "toolCallBegin", name: "f" }]);
  expect(splitter.push("</parameter>\n<parameter=b>\n1")).toEqual([{ type: "toolCallArguments", text: '{"a": "x"' }]);
  expect(splitter.push("\n</parameter>\n</function>\n")).toEqual([{ type: "toolCallArguments", text: ', "b": 1' }]);
  expect(splitter.push("</tool_call>")).toEqual([{ type: "toolCallArguments", text: "}" }, { type: "toolCallEnd" }]);
});

test("what is cut off behind its name ends as it stands, and so does what is malformed", () => {
  const text = json("f", '{"a": "xyz"}');
  expect(joined(partsOf([text.slice(0, -20)], "json"))).toEqual({
    content: "",
    toolCalls: [{ name: "f", arguments: '{"a": "xyz"}'.slice(0, text.length - 20 - text.indexOf('{"a"')) }],
  });
  const wrong = partsOf(['<tool_call>{"name": "f", "arguments": {"a": ', "1 2} rest"], "json");
  expect(joined(wrong)).toEqual({ content: "2} rest", toolCalls: [{ name: "f", arguments: '{"a": 1 ' }] });
  const open = partsOf([xml("f", ["a", "x"], ["b", "1"]).slice(0, -40)], "xml");
  expect(joined(open).toolCalls).toEqual([{ name: "f", arguments: '{"a": "x"' }]);
});
