import { expect, it } from "vitest";
import { parseJsonObject } from "./json.ts";

const limits = { maxDepth: 3, maxValues: 6 };
const parse = (text: string | Uint8Array) =>
  parseJsonObject("x.json", typeof text === "string" ? new TextEncoder().encode(text) : text, limits, "hub/bad-json");

it.each([
  ['{"a":[1,{"b":null}]}', { a: [1, { b: null }] }],
  ['{"a":"[[[[{{{{,,,,,,,,,,\\"[[[[[\\\\"}', { a: '[[[[{{{{,,,,,,,,,,"[[[[[\\' }],
  ["\uFEFF {}\n", {}],
])("parses %s", (text, value) => {
  expect(parse(text)).toEqual(value);
});

it.each([
  ["no object", "[]"],
  ["null", "null"],
  ["nothing", ""],
  ["an unclosed brace", '{"a":1'],
  ["an unclosed string", '{"a'],
  ["too deep", '{"a":[[[]]]}'],
  ["too many elements", '{"a":[1,2,3,4,5,6]}'],
  ["too many containers", '{"a":[[],[],[],[]]}'],
  ["not UTF-8", Uint8Array.of(0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d)],
  ["very deep", "[".repeat(1_000_000)],
])("refuses %s", (_, text) => {
  expect(() => parse(text)).toThrow(expect.objectContaining({ name: "QwenError", code: "hub/bad-json" }));
});
