import { Tokenizer as Oracle } from "@huggingface/tokenizers";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cpuTimeMs } from "../core/cpu-time.fixture.ts";
import { qwen3, qwen3Metadata } from "./qwen3-files.fixture.ts";
import { tokenizerFromGguf } from "./tokenizer-from-gguf.ts";
import { tokenizerFromHub } from "./tokenizer-from-hub.ts";

const gguf = tokenizerFromGguf(qwen3Metadata());
const hub = tokenizerFromHub(qwen3.tokenizerJson, qwen3.tokenizerConfig);
const oracle = new Oracle(qwen3.tokenizerJson, qwen3.tokenizerConfig);
const oracleIds = (text: string) => oracle.encode(text, { add_special_tokens: false }).ids;

const corpus = [
  "",
  "Hello, world! It's they'RE I'd WE'LL don'T 'x",
  "Der Fluß überquert die Straße; „Größe“ – 1.234,56 €",
  "你好，世界！这是一个测试。通义千问 3.0",
  "Saya suka makan nasi lemak, tetapi dia tak mahu.",
  "export const f = (x: number): number => {\n\tif (x <= 0) return -1;\n    return x ** 2; // 0xFF\n};\n",
  "0 12 345 6789 ½ ² Ⅷ ٣٤٥ १२३",
  "👩‍👩‍👧‍👦 🇲🇾 👍🏽 ☺️ 🫠",
  "é e\u0301 Å \u212b ﬁ Ǆ ỗ o\u0302\u0303 q\u0307\u0323",
  "नमस्ते दुनिया สวัสดีชาวโลก مرحبا بالعالم שָׁלוֹם 각 \u1100\u1161\u11a8",
  "  two  three   \t tab\u00a0nbsp\u2003em\u3000wide \u0085next\ufeffbom\u200bzero \u001cfs ",
  "line\r\n\r\n  next\n\n\n   \n\tend\n ",
  "<|im_start|>user\nhi<|im_end|>\n<think>\n\n</think>\n\n<tool_call>{}</tool_call><|endoftext|><|fim_pad|>",
  "<|im_end|x> <|im_<|im_end|>end|> <think <think> </think></think>",
  "a".repeat(3000) + " ".repeat(3000) + "\n".repeat(300) + "!".repeat(3000),
];

// What tokenizers differ on: spaces of all kinds, marks, cases of the contractions, digits, tags, any code point at all.
const unit = fc.oneof(
  fc.constantFrom(..." \n\r\t'aAeésSſtdmrvl9½你Ж\u0301\u0316\u0085\ufeff\u00a0\u3000"),
  fc.constantFrom("<|im_end|>", "<think>", "</think>", "<|", "|>", "'LL", " \n ", "\r\n", "👩‍👧", "각"),
  fc.integer({ min: 0, max: 0x30ff }).map((point) => String.fromCodePoint(point)),
  fc.string({ unit: "binary", minLength: 1, maxLength: 1 }),
);
const anyText = fc.string({ unit, maxLength: 40 });

describe("encoding like the official tokenizer", () => {
  test.each(corpus)("of %j", (text) => {
    const expected = oracleIds(text);
    expect(gguf.encode(text, { parseSpecial: true })).toEqual(expected);
    expect(hub.encode(text, { parseSpecial: true })).toEqual(expected);
  });

  test("of random Unicode", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const expected = oracleIds(text);
        expect(gguf.encode(text, { parseSpecial: true })).toEqual(expected);
        expect(hub.encode(text, { parseSpecial: true })).toEqual(expected);
      }),
      { numRuns: 250 },
    );
  });
});

describe("control tokens", () => {
  test("in plain text are text, added tokens that are text stay whole", () => {
    const text = "<|im_end|><think>";
    expect(gguf.encode(text, { parseSpecial: true })).toEqual([151_645, 151_667]);
    const plain = gguf.encode(text);
    expect(plain.at(-1)).toBe(151_667);
    expect(plain.some((id) => gguf.isSpecial(id))).toBe(false);
    expect(gguf.decode(plain)).toBe(text);
    expect(hub.encode(text)).toEqual(plain);
  });

  test("are left out of text unless kept", () => {
    const ids = [151_644, ...gguf.encode("hi"), 151_667, 151_645, 151_643];
    expect(gguf.decode(ids)).toBe("hi<think>");
    expect(gguf.decode(ids, { keepSpecial: true })).toBe("<|im_start|>hi<think><|im_end|><|endoftext|>");
  });

  test("end generation", () => {
    expect(gguf.eosTokenIds).toEqual([151_645, 151_643, 151_662, 151_663, 151_664]);
    expect(hub.eosTokenIds).toEqual(gguf.eosTokenIds);
  });

  test("are named", () => {
    expect(gguf.controlTokens).toContain("<|im_start|>");
    expect(gguf.controlTokens).not.toContain("<think>");
    expect(hub.controlTokens).toEqual(gguf.controlTokens);
  });
});

test("decoding gives the text back, in normalisation form C", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      expect(gguf.decode(gguf.encode(text))).toBe(text.toWellFormed().normalize("NFC"));
    }),
    { numRuns: 250 },
  );
});

test("single tokens", () => {
  expect(gguf.idOf("yes")).toBe(9693);
  expect(gguf.idOf("no")).toBe(2152);
  expect(gguf.idOf(" the")).toBe(279);
  expect(gguf.idOf("<|im_end|>")).toBe(151_645);
  expect(gguf.idOf("no such token")).toBeUndefined();
  expect(gguf.tokenText(279)).toBe(" the");
  expect(gguf.tokenText(151_645)).toBe("<|im_end|>");
  const [firstOfThree] = gguf.encode("\u{10ffff}");
  expect(gguf.tokenBytes(firstOfThree)).toEqual(Uint8Array.of(0xf4));
  expect(gguf.tokenText(firstOfThree)).toBe("\ufffd");
});

test("padding is unused", () => {
  expect(gguf.vocabSize).toBe(151_936);
  expect(hub.vocabSize).toBe(151_669);
  expect([151_668, 151_669, 151_935, 151_936].map((id) => gguf.isUnused(id))).toEqual([false, true, true, true]);
  expect([151_668, 151_669, 151_935, 151_936].map((id) => hub.isUnused(id))).toEqual([false, true, true, true]);
  expect(gguf.decode([151_700])).toBe("");
  expect(() => hub.decode([151_700])).toThrow(expect.objectContaining({ code: "request/invalid" }));
});

test.each([
  ["spaces", " ".repeat(100_000)],
  ["spaces before a word", `${" ".repeat(100_000)}x`],
  ["one letter", "a".repeat(100_000)],
  ["a word of a million letters", "qwertzuiop".repeat(100_000)],
  ["emoji joined by zero-width joiners", "👩‍".repeat(30_000)],
  ["beginnings of a control token", "<|im_en".repeat(30_000)],
])("takes linear time on a flood of %s", (_, text) => {
  const begin = cpuTimeMs();
  const ids = gguf.encode(text, { parseSpecial: true });
  expect(cpuTimeMs() - begin).toBeLessThan(15_000);
  expect(gguf.decode(ids)).toBe(text);
});

test("takes linear time on a flood of combining marks, normalising it in parts", () => {
  const begin = cpuTimeMs();
  const text = gguf.decode(gguf.encode(`a${"\u0301\u0316".repeat(200_000)}`));
  expect(cpuTimeMs() - begin).toBeLessThan(15_000);
  expect(text.startsWith("á\u0316\u0316")).toBe(true);
  expect(text).toHaveLength(400_000);
});

test("refuses a word of more than a million letters", () => {
  const refused = expect.objectContaining({ code: "request/invalid", details: { start: 1 } });
  for (const length of [2 ** 20 + 1, 8_000_000]) {
    expect(() => gguf.encode(`a ${"漢".repeat(length)}`)).toThrow(refused);
  }
});

describe("maxTokens", () => {
  test.each([
    ["letters", "a", 10_000_000],
    ["ideographs", "漢", 4_000_000],
    ["blanks", " ", 10_000_000],
  ])("a word of millions of %s is not merged to be too long", (_, letter, length) => {
    const text = letter.repeat(length);
    const begin = cpuTimeMs();
    const ids = gguf.encode(text, { maxTokens: 50_000 });
    expect(cpuTimeMs() - begin).toBeLessThan(1500);
    expect(ids.length).toBe(50_001);
    expect(text.startsWith(gguf.decode(ids.slice(0, 30)))).toBe(true);
  });

  test.each(corpus)("ids that are just as many come whole: %j", (text) => {
    const ids = gguf.encode(text);
    expect(gguf.encode(text, { maxTokens: ids.length })).toEqual(ids);
    if (ids.length > 0) expect(gguf.encode(text, { maxTokens: ids.length - 1 })).toHaveLength(ids.length);
  });

  test("a text of the longest tokens alone comes whole", () => {
    const text = " ".repeat(128 * 500);
    expect(gguf.encode(text, { maxTokens: 500 })).toHaveLength(500);
    expect(gguf.encode(`${text}x`, { maxTokens: 500 })).toHaveLength(501);
  });
});
