import { expect, test } from "vitest";
import { type PreTokenizerName, preTokenizers } from "./pre-tokenizer.ts";

function pieces(name: PreTokenizerName, text: string): string[] {
  const { pattern } = preTokenizers.find((preTokenizer) => preTokenizer.name === name)!;
  return Array.from(text.matchAll(new RegExp(pattern, "gu")), ([piece]) => piece);
}

test("words take one character before them, digits stand alone", () => {
  const text = "I'LL say (yes) 12 times  now!!\n\n ok";
  const expected = ["I", "'LL", " say", " (", "yes", ")", " ", "1", "2", " times", " ", " now", "!!\n\n", " ok"];
  expect(pieces("qwen2", text)).toEqual(expected);
  expect(pieces("qwen35", text)).toEqual(expected);
});

test("combining marks belong to letters since Qwen3.5", () => {
  expect(pieces("qwen2", "हिन्दी")).toEqual(["ह", "िन", "्द", "ी"]);
  expect(pieces("qwen35", "हिन्दी")).toEqual(["हिन्दी"]);
});

test("spaces are Unicode's, not JavaScript's", () => {
  expect(pieces("qwen2", "!\u0085!")).toEqual(["!", "\u0085", "!"]);
  expect(pieces("qwen2", "!\ufeff!")).toEqual(["!\ufeff!"]);
});
