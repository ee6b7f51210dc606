import { Tokenizer as Oracle } from "@huggingface/tokenizers";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { MetadataValue } from "../files/checkpoint.ts";
import { tokenOfBytes } from "./byte-alphabet.ts";
import type { PreTokenizerName } from "./pre-tokenizer.ts";
import { tokenizerFromGguf } from "./tokenizer-from-gguf.ts";
import { tokenizerFromHub } from "./tokenizer-from-hub.ts";
import { trainVocabulary } from "./trained-vocabulary.fixture.ts";

function tokenizersOf(pre: PreTokenizerName) {
  const { tokenizerJson, metadata } = trainVocabulary(pre, 700);
  const oracle = new Oracle(tokenizerJson, {});
  return {
    gguf: tokenizerFromGguf(metadata),
    hub: tokenizerFromHub(tokenizerJson),
    oracle: (text: string) => oracle.encode(text, { add_special_tokens: false }).ids,
  };
}

const generations = { qwen2: tokenizersOf("qwen2"), qwen35: tokenizersOf("qwen35") };
const names = ["qwen2", "qwen35"] as const;

const letters = (from: number, to: number) =>
  fc.string({ unit: fc.integer({ min: from, max: to }).map((point) => String.fromCodePoint(point)), maxLength: 8 });

/** Words of many scripts, with their marks, and what stands between words. */
const word = fc.oneof(
  letters(0x20, 0x7e),
  letters(0xa0, 0x24f),
  letters(0x300, 0x36f),
  letters(0x370, 0x52f),
  letters(0x590, 0x5ff),
  letters(0x600, 0x6ff),
  letters(0x900, 0x97f),
  letters(0xe01, 0xe5b),
  letters(0x1100, 0x11ff),
  letters(0x1e00, 0x1fff),
  letters(0x2000, 0x2bff),
  letters(0x3000, 0x30ff),
  letters(0x4e00, 0x4fff),
  letters(0xac00, 0xacff),
  letters(0xfb00, 0xfdff),
  letters(0x1f1e6, 0x1f64f),
  fc.constantFrom("हिन्दी", "สวัสดี", "مُحَمَّدٌ", "שָׁלוֹם", "e\u0301", "ọ\u0308", "각", "👩‍👩‍👧‍👦", "👍🏽", "🇲🇾", "☺️", "1️⃣"),
  fc.constantFrom(
    " ",
    "  ",
    "\n",
    "\r\n",
    "\r\n\r\n",
    "\t",
    "\u00a0",
    "\u0085",
    "\ufeff",
    "\u200d",
    "\ufe0f",
    "\u3000",
  ),
  fc.constantFrom("12", "3.14", "٣٤", "१२", "½", "Ⅷ", "it's", "WE'LL", "x'S", "'", "!!", "...\n", "(", "\u0301"),
  fc.constantFrom(
    "<|im_start|>",
    "<|im_end|>",
    "<|endoftext|>",
    "<think>",
    "</think>",
    "<tool_call>",
    "<|im_",
    "|>",
    "<",
  ),
  fc.string({ unit: "binary", maxLength: 4 }),
);
const text = fc.array(word, { maxLength: 100, size: "max" }).map((words) => words.join(""));

describe.each(names)("a vocabulary trained for %s", (pre) => {
  const { gguf, hub, oracle } = generations[pre];

  test("has the ids of an independent implementation, on a large random corpus", () => {
    let length = 0;
    fc.assert(
      fc.property(text, (sample) => {
        length += sample.length;
        const expected = oracle(sample);
        expect(gguf.encode(sample, { parseSpecial: true })).toEqual(expected);
        expect(hub.encode(sample, { parseSpecial: true })).toEqual(expected);
      }),
      { numRuns: 500 },
    );
    expect(length).toBeGreaterThan(60_000);
  });

  test("never makes a control token of a message's text, and gives the text back", () => {
    fc.assert(
      fc.property(text, (sample) => {
        const ids = gguf.encode(sample);
        expect(ids.some((id) => gguf.isSpecial(id))).toBe(false);
        expect(hub.encode(sample)).toEqual(ids);
        // Tags come before normalisation: a mark behind one stays a mark.
        expect(gguf.decode(ids).normalize("NFC")).toBe(sample.toWellFormed().normalize("NFC"));
      }),
      { numRuns: 200 },
    );
  });
});

test.each([
  ["Devanagari", "हिन्दी में"],
  ["Thai", "น้ำ ที่นี่"],
  ["Arabic", "مُحَمَّدٌ"],
  ["Hebrew", "שָׁלוֹם"],
  ["a mark that no composed letter has", "q\u0307x\u0303"],
])("the generations read %s differently", (_, sample) => {
  const { metadata } = trainVocabulary("qwen35", 700);
  const older = tokenizerFromGguf(new Map([...metadata, ["tokenizer.ggml.pre", "qwen2"]]));
  const newer = generations.qwen35.gguf;
  expect(older.encode(sample).length).toBeGreaterThan(newer.encode(sample).length);
  expect(older.decode(older.encode(sample))).toBe(newer.decode(newer.encode(sample)));
});

describe("a label that belongs to the other vocabulary", () => {
  const bytes = Array.from({ length: 256 }, (_, byte) => tokenOfBytes([byte]));
  const token = (part: string) => tokenOfBytes(new TextEncoder().encode(part));
  const tilde = token("\u0303");
  const tokens = [...bytes, tilde, `q${tilde}`];
  const merges = [`${tilde[0]} ${tilde[1]}`, `q ${tilde}`];
  const file = (pre: string, firstAddedId: number) => {
    const all = [
      ...tokens,
      ...Array.from({ length: firstAddedId - tokens.length }, (_, i) => `[PAD${i}]`),
      "<|endoftext|>",
    ];
    const kinds = new Int32Array(all.length).fill(5).fill(1, 0, tokens.length).fill(3, firstAddedId);
    return new Map<string, MetadataValue>([
      ["tokenizer.ggml.model", "gpt2"],
      ["tokenizer.ggml.pre", pre],
      ["tokenizer.ggml.tokens", all],
      ["tokenizer.ggml.token_type", kinds],
      ["tokenizer.ggml.merges", merges],
    ]);
  };

  test.each([
    ["qwen2", 248_044, 1],
    ["qwen35", 248_044, 1],
    ["default", 248_044, 1],
    ["qwen35", 151_643, 2],
    ["qwen2", 151_643, 2],
    ["qwen35", 300, 1],
    ["qwen2", 300, 2],
  ])("%s, <|endoftext|> at %i", (pre, firstAddedId, numTokens) => {
    expect(tokenizerFromGguf(file(pre, firstAddedId)).encode("q\u0303")).toHaveLength(numTokens);
  });
});
