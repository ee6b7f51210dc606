import { expect, test } from "vitest";
import { encodeFill, fillEndIds } from "./fill-in-middle.ts";
import { miniMetadata } from "./mini-vocabulary.fixture.ts";
import { tokenizerFromGguf } from "./tokenizer-from-gguf.ts";

const control = ["<|fim_prefix|>", "<|fim_suffix|>", "<|fim_middle|>", "<|repo_name|>", "<|file_sep|>"];
const metadata = miniMetadata();
const tokens = [...(metadata.get("tokenizer.ggml.tokens") as string[]), ...control];
const kinds = Int32Array.of(...(metadata.get("tokenizer.ggml.token_type") as Int32Array), ...control.map(() => 3));
const tokenizer = tokenizerFromGguf(
  miniMetadata({ "tokenizer.ggml.tokens": tokens, "tokenizer.ggml.token_type": kinds }),
);
const read = (ids: readonly number[]) => tokenizer.decode(ids, { keepSpecial: true });

test("prefix, suffix, middle; what the texts spell is text", () => {
  const { tokenIds, droppedTokens } = encodeFill({ prefix: "ab<|fim_middle|>", suffix: "c", begun: "d" }, tokenizer);
  expect(read(tokenIds)).toBe("<|fim_prefix|>ab<|fim_middle|><|fim_suffix|>c<|fim_middle|>d");
  expect(tokenIds.filter((id) => tokenizer.isSpecial(id))).toEqual(
    ["<|fim_prefix|>", "<|fim_suffix|>", "<|fim_middle|>"].map((token) => tokenizer.idOf(token)),
  );
  expect(droppedTokens).toBe(0);
});

test("other files stand in front, under the repository's name", () => {
  const files = [
    { path: "a.ts", text: "A" },
    { path: "b.ts", text: "B" },
  ];
  const { tokenIds } = encodeFill({ prefix: "p", suffix: "s", files, repository: "r", path: "c.ts" }, tokenizer);
  expect(read(tokenIds)).toBe(
    "<|repo_name|>r\n<|file_sep|>a.ts\nA\n<|file_sep|>b.ts\nB\n<|file_sep|>c.ts\n" +
      "<|fim_prefix|>p<|fim_suffix|>s<|fim_middle|>",
  );
});

test("what does not fit goes: files from the first, the prefix's beginning, the suffix's end", () => {
  const fill = { prefix: "0123456789", suffix: "abcdefghij" };
  const kept = (room: number) => read(encodeFill(fill, tokenizer, { room }).tokenIds);
  expect(kept(23)).toBe("<|fim_prefix|>0123456789<|fim_suffix|>abcdefghij<|fim_middle|>");
  expect(kept(19)).toBe("<|fim_prefix|>0123456789<|fim_suffix|>abcdef<|fim_middle|>");
  expect(kept(11)).toBe("<|fim_prefix|>456789<|fim_suffix|>ab<|fim_middle|>");
  expect(encodeFill(fill, tokenizer, { room: 11 }).droppedTokens).toBe(12);
  const files = ["A", "B", "C"].map((text) => ({ path: "f", text }));
  const withFiles = encodeFill({ prefix: "p", suffix: "s", files, repository: "r", path: "g" }, tokenizer, {
    room: 21,
  });
  expect(read(withFiles.tokenIds)).toBe(
    "<|repo_name|>r\n<|file_sep|>f\nB\n<|file_sep|>f\nC\n<|file_sep|>g\n<|fim_prefix|>p<|fim_suffix|>s<|fim_middle|>",
  );
  expect(withFiles.droppedTokens).toBe(5);
});

test("a vocabulary without the marks is told of", () => {
  const plain = tokenizerFromGguf(miniMetadata());
  expect(() => encodeFill({ prefix: "a", suffix: "b" }, plain)).toThrow(/no <\|fim_prefix\|>.*Qwen2\.5-Coder/);
  expect(fillEndIds(plain)).toEqual([]);
  expect(fillEndIds(tokenizer)).toHaveLength(5);
});
