import fc from "fast-check";
import { expect, test } from "vitest";
import { Detokenizer } from "./detokenizer.ts";
import { miniMetadata } from "./mini-vocabulary.fixture.ts";
import { tokenizerFromGguf } from "./tokenizer-from-gguf.ts";

const tokenizer = tokenizerFromGguf(miniMetadata());
const bytesOf = (text: string) => [...new TextEncoder().encode(text)];

function increments(tokenIds: readonly number[], keepSpecial = false): string[] {
  const detokenizer = new Detokenizer(tokenizer, { keepSpecial });
  return [...tokenIds.map((id) => detokenizer.push(id)), detokenizer.flush()];
}

test("holds a character back until its last byte", () => {
  expect(increments(bytesOf("a€😀"))).toEqual(["a", "", "", "€", "", "", "", "😀", ""]);
});

test("a character that is cut short becomes U+FFFD", () => {
  expect(increments([0xe2, 0x82, 0x61])).toEqual(["", "", "\ufffda", ""]);
  expect(increments([0x61, 0xf0, 0x9f])).toEqual(["a", "", "", "\ufffd"]);
});

test("a byte order mark is text", () => {
  expect(increments(bytesOf("\ufeffa")).join("")).toBe("\ufeffa");
});

test("control tokens neither appear nor part a character", () => {
  expect(increments([0xc3, 259, 0xa4]).join("")).toBe("ä");
  expect(increments([258, 259, 260], true)).toEqual(["hell", "<|im_end|>", "<think>", ""]);
});

test("all increments together are the text of all ids", () => {
  const lead = fc.constantFrom(0xc3, 0xe2, 0xed, 0xef, 0xf0, 0xf4, 0x80, 0xbf, 0xa0, 0xbb, 0x9f, 0xff);
  const id = fc.oneof(fc.nat(261), lead);
  const sequence = fc.oneof(fc.array(id, { maxLength: 30 }), fc.string({ unit: "binary" }).map(bytesOf));
  fc.assert(
    fc.property(sequence, fc.boolean(), (ids, keepSpecial) => {
      const parts = increments(ids, keepSpecial);
      expect(parts.join("")).toBe(tokenizer.decode(ids, { keepSpecial }));
      expect(parts.every((part) => part.isWellFormed())).toBe(true);
    }),
    { numRuns: 300 },
  );
});

test("rejects ids out of range", () => {
  expect(() => new Detokenizer(tokenizer).push(262)).toThrow(expect.objectContaining({ code: "request/invalid" }));
});
