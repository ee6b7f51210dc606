import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type JsonObject, parseJsonObject } from "./json.ts";
import { PackedTexts } from "./packed-texts.ts";
import { parseTokenizerJson } from "./tokenizer-json.ts";

const limits = { maxDepth: 16, maxValues: 10_000 };
const encode = (text: string) => new TextEncoder().encode(text);
const parse = (bytes: Uint8Array) => parseTokenizerJson("tokenizer.json", bytes, limits, "hub/bad-json");
const parseAll = (bytes: Uint8Array) => parseJsonObject("tokenizer.json", bytes, limits, "hub/bad-json");

function isPacked(bytes: Uint8Array): boolean {
  return (parse(bytes).model as JsonObject | undefined)?.vocab instanceof PackedTexts;
}

/** As `JSON.parse` has it, but for the form of merges. */
function unpacked(json: JsonObject): JsonObject {
  const model = json.model as JsonObject | undefined;
  if (!(model?.vocab instanceof PackedTexts && model.merges instanceof PackedTexts)) return json;
  const entries = [...model.vocab].flatMap((token, id) => (token === "" ? [] : [[token, id]]));
  return { ...json, model: { ...model, vocab: Object.fromEntries(entries), merges: [...model.merges] } };
}

/** Whether both ways come to the same, be it an error. */
function expectSame(bytes: Uint8Array): void {
  let expected: JsonObject;
  try {
    expected = parseAll(bytes);
  } catch (error) {
    const { code, message } = error as Error & { code: string };
    expect(() => parse(bytes)).toThrow(expect.objectContaining({ name: "QwenError", code, message }));
    return;
  }
  const found = parse(bytes);
  const model = expected.model as JsonObject;
  const isPacked = (found.model as JsonObject | undefined)?.vocab instanceof PackedTexts;
  const joined = (merges: unknown[]) => merges.map((merge) => (Array.isArray(merge) ? merge.join(" ") : merge));
  const changed = isPacked && { model: { ...model, merges: joined(model.merges as unknown[]) } };
  expect(unpacked(found)).toEqual({ ...expected, ...changed });
}

const usual = {
  version: "1.0",
  added_tokens: [{ id: 4, content: "<|x|>", vocab: { a: 7 }, merges: ["[", '"'] }],
  model: {
    type: "BPE",
    extra: { vocab: { b: 1 }, merges: [["x", "y"]] },
    vocab: { "!": 0, '"': 1, "\\": 2, Ġ: 3, "Ġ!": 5, "7": 6, "[]{}": 9 },
    merges: [
      ["Ġ", "!"],
      ["\\", '"'],
    ],
    after: [null, true, -1.5e3],
  },
  last: "漢\ud83d\ude00",
};

const asAscii = (json: string) =>
  json.replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);

describe("what is usual is packed", () => {
  const { vocab, merges } = usual.model;
  it.each<[string, string]>([
    ["on one line", JSON.stringify(usual)],
    ["on many", JSON.stringify(usual, null, 2)],
    ["with all kinds of blanks", JSON.stringify(usual, null, "\t").replaceAll("\n", " \r\n")],
    ["in ASCII", asAscii(JSON.stringify(usual))],
    ["with merges in one", JSON.stringify({ model: { vocab, merges: merges.map((pair) => pair.join(" ")) } })],
    ["with merges first", JSON.stringify({ model: { merges, vocab } })],
    ["with slashes escaped", JSON.stringify({ model: { merges, vocab: { "/": 0 } } }).replace("/", "\\/")],
    ["with nothing in it", '{"model":{"vocab":{ },"merges":[\n]}}'],
  ])("%s", (_, json) => {
    expectSame(encode(json));
    expect(isPacked(encode(json))).toBe(true);
  });

  it("by id, with nothing where an id has no token", () => {
    const { model } = parse(encode(JSON.stringify(usual))) as { model: JsonObject };
    expect([...(model.vocab as PackedTexts)]).toEqual(["!", '"', "\\", "Ġ", "", "Ġ!", "7", "", "", "[]{}"]);
    expect([...(model.merges as PackedTexts)]).toEqual(["Ġ !", '\\ "']);
  });
});

const modelOf = (vocab: string, merges = "[]") => `{"model":{"vocab":${vocab},"merges":${merges}}}`;

describe("what is unusual is for JSON.parse", () => {
  it.each<[string, string]>([
    ["a token that is there twice", modelOf('{"a":0,"b":1,"a":2}')],
    ["a token that is there twice, once escaped", modelOf('{"a":0,"\\u0061":2}')],
    ["an id of two tokens", modelOf('{"a":0,"b":0}')],
    ["an empty token", modelOf('{"":0}')],
    ["an id of seven digits", modelOf('{"a":1000000}')],
    ["a negative id", modelOf('{"a":-1}')],
    ["an id with a fraction", modelOf('{"a":1.5}')],
    ["an id with an exponent", modelOf('{"a":1e2}')],
    ["an id that is none", modelOf('{"a":"1"}')],
    ["characters that are wide", modelOf('{"漢":0}')],
    ["half a character", modelOf('{"\\ud83d":0}')],
    ["a whole one in halves", modelOf('{"\\ud83d\\ude00":0}')],
    ["a second vocabulary", '{"model":{"vocab":{"a":0},"merges":[],"vocab":{"b":0}}}'],
    ["a second vocabulary by an escaped name", '{"model":{"vocab":{"a":0},"merges":[],"\\u0076ocab":{"b":0}}}'],
    ["second merges", '{"model":{"vocab":{"a":0},"merges":[],"merges":["a b"]}}'],
    ["a second model", '{"model":{"vocab":{"a":0},"merges":[]},"model":{}}'],
    ["a model before it", '{"model":1,"model":{"vocab":{"a":0},"merges":[]}}'],
    ["no merges", '{"model":{"vocab":{"a":0}}}'],
    ["no model", "{}"],
    ["a model that is a list", '{"model":[{"vocab":{"a":0},"merges":[]}]}'],
    ["a vocabulary that is a list", modelOf('["a"]')],
    ["merges that are an object", modelOf("{}", '{"a":"b"}')],
    ["a byte order mark", `\ufeff${modelOf('{"a":0}')}`],
    ...['"a"', '"a b c"', '" a"', '"a "', '["a"]', '["a","b","c"]', '["a b","c"]', '["","b"]', "1", '[["a","b"]]'].map(
      (merge): [string, string] => [`the merge ${merge}`, modelOf("{}", `["a b",${merge}]`)],
    ),
  ])("%s", (_, json) => {
    expectSame(encode(json));
    expect(isPacked(encode(json))).toBe(false);
  });

  it.each<[string, string]>([
    ["an id with a zero before it", modelOf('{"a":01}')],
    ["an id without digits", modelOf('{"a":}')],
    ["a comma too many", modelOf('{"a":1,}')],
    ["a comma too few", modelOf('{"a":1"b":2}')],
    ["a comma too many between merges", modelOf("{}", '["a b",]')],
    ["an unknown escape", modelOf('{"\\x":1}')],
    ["a bad number of a character", modelOf('{"\\u00g0":1}')],
    ["a line break in a token", modelOf('{"a\n":1}')],
    ["something behind it", `${modelOf('{"a":1}')} x`],
    ["a list", "[]"],
    ["something between", modelOf('{"a":1}').replace(',"merges"', ' 1,"merges"')],
    ["a value missing before it", modelOf('{"a":1}').replace('{"model"', '{"x":,"model"')],
    ["a bracket that closes another", '{"x":[},"model":{"vocab":{},"merges":[]}]'],
    ["too much depth before it", `{"x":${"[".repeat(20)}${"]".repeat(20)},"model":{"vocab":{},"merges":[]}}`],
  ])("also to complain about: %s", (_, json) => {
    expect(() => parse(encode(json))).toThrow(expect.objectContaining({ code: "hub/bad-json" }));
    expectSame(encode(json));
  });

  it("bytes that are no UTF-8", () => {
    for (const bytes of [[0x80], [0xc3], [0xc3, 0x28], [0xc0, 0xaf], [0xff], [0xed, 0xa0, 0x80]]) {
      const [before, after] = modelOf('{"?":0}').split("?");
      const file = Uint8Array.from([...encode(before), ...bytes, ...encode(after)]);
      expect(() => parse(file)).toThrow(expect.objectContaining({ code: "hub/bad-json" }));
      expectSame(file);
    }
  });
});

const token = fc.string({
  unit: fc.oneof(fc.constantFrom(...'aaab "\\/\n\t{}[],:Ġéż\u07ff\u0800漢'), fc.constantFrom("\ud83d", "😀")),
  maxLength: 4,
});
const merge = fc.oneof(
  fc.tuple(token, token),
  token,
  fc.tuple(token, token).map((pair) => pair.join(" ")),
);
const model = fc.record(
  { vocab: fc.dictionary(token, fc.nat(12)), merges: fc.array(merge), type: token, x: fc.jsonValue() },
  { requiredKeys: [] },
);
const json = fc
  .tuple(fc.record({ a: fc.jsonValue(), model, vocab: fc.jsonValue() }, { requiredKeys: [] }), fc.constantFrom(0, 1))
  .map(([value, indent]) => JSON.stringify(value, null, indent));

describe("both ways agree", () => {
  it("on any file", () => {
    fc.assert(
      fc.property(fc.oneof(json, json.map(asAscii)), (text) => expectSame(encode(text))),
      { numRuns: 1000 },
    );
  });

  it("on every beginning of a file", () => {
    const bytes = encode(JSON.stringify(usual));
    for (let end = 0; end < bytes.length; end++) expectSame(bytes.subarray(0, end));
  });

  it("on a file with a piece changed", () => {
    const bytes = encode(JSON.stringify(usual, null, 1));
    const byte = fc.oneof(fc.constantFrom(...encode('"\\{}[],:0 u')), fc.nat(255));
    const change = fc.tuple(fc.nat(bytes.length - 1), fc.nat(2), fc.array(byte, { maxLength: 2 }));
    fc.assert(
      fc.property(change, ([at, numLess, more]) =>
        expectSame(Uint8Array.from([...bytes.subarray(0, at), ...more, ...bytes.subarray(at + numLess)])),
      ),
      { numRuns: 1000 },
    );
  });
});
