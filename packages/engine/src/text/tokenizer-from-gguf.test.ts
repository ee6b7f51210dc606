import { expect, test } from "vitest";
import type { MetadataValue } from "../files/checkpoint.ts";
import { miniMetadata } from "./mini-vocabulary.fixture.ts";
import { tokenizerFromGguf } from "./tokenizer-from-gguf.ts";

const tokens = miniMetadata().get("tokenizer.ggml.tokens") as string[];
const kinds = miniMetadata().get("tokenizer.ggml.token_type") as Int32Array;
const build = (changes: Record<string, MetadataValue>) => {
  const prefixed = Object.entries(changes).map(([key, value]) => [`tokenizer.ggml.${key}`, value] as const);
  return tokenizerFromGguf(miniMetadata(Object.fromEntries(prefixed)));
};

test("merges by rank", () => {
  const tokenizer = build({});
  expect(tokenizer.encode("hello")).toEqual([258, 0x6f]);
  expect(build({ merges: ["l l", "e ll", "h e"].slice(0, 1) }).encode("hell")).toEqual([0x68, 0x65, 257]);
});

test("of two merges for one pair the first counts", () => {
  expect(build({ merges: ["h e", "l l", "h e", "he ll"] }).encode("hell")).toEqual([258]);
});

test("finds the ends of turns by name and by key", () => {
  expect(build({}).eosTokenIds).toEqual([259]);
  expect(build({ eos_token_id: 256, eot_token_id: 260 }).eosTokenIds).toEqual([256, 260, 259]);
});

test("begins with BOS only where both the file and the caller want it", () => {
  const begin = (changes: Record<string, MetadataValue>) => build(changes).encode("l", { addBos: true });
  expect(begin({ bos_token_id: 259 })).toEqual([0x6c]);
  expect(begin({ bos_token_id: 259, add_bos_token: true })).toEqual([259, 0x6c]);
  expect(build({ bos_token_id: 259, add_bos_token: true }).encode("l")).toEqual([0x6c]);
});

test("a byte token stands for its byte", () => {
  const tokenizer = build({ tokens: tokens.with(261, "<0x0A>"), token_type: kinds.with(261, 6) });
  expect(tokenizer.decode([261])).toBe("\n");
});

test("tags that a model writes are text, and what looks like structure is control, whatever their types", () => {
  const tokenizer = build({ token_type: kinds.with(259, 4).with(260, 3) });
  expect([259, 260].map((id) => tokenizer.isSpecial(id))).toEqual([true, false]);
  expect(tokenizer.encode("<|im_end|>")).not.toContain(259);
});

test.each<[string, Record<string, MetadataValue>]>([
  ["tokens that are no list", { tokens: "abc" }],
  ["tokens that are no strings", { tokens: [...tokens.slice(1), 7] }],
  ["token types of another length", { token_type: [1, 2, 3] }],
  ["unknown token types", { token_type: kinds.with(5, 77) }],
  ["token types that are no numbers", { token_type: tokens }],
  ["a token twice", { tokens: tokens.with(257, "he") }],
  ["a control token twice", { tokens: tokens.with(258, "<|im_end|>"), token_type: kinds.with(258, 3) }],
  ["an empty control token", { tokens: tokens.with(259, "") }],
  ["added tokens without end", { tokens: tokens.with(259, "x".repeat(200_000)) }],
  ["characters outside of the byte alphabet", { tokens: tokens.with(257, "你") }],
  ["a byte without a token", { tokens: tokens.with(65, "hehe") }],
  ["a byte token that names none", { token_type: kinds.with(261, 6) }],
  ["merges that are no list", { merges: 5 }],
  ["a merge of one token", { merges: ["he"] }],
  ["a merge of nothing", { merges: [" he"] }],
  ["a merge that is no text", { merges: [3n] }],
  ["a merge of an unknown token", { merges: ["hell o"] }],
  ["a merge into an unknown token", { merges: ["l he"] }],
  ["an end token out of range", { eos_token_id: 262 }],
  ["an end token that is no number", { eos_token_id: "<|im_end|>" }],
  ["a BOS token out of range", { bos_token_id: -1 }],
  ["a flag that is none", { add_bos_token: 1 }],
])("rejects %s", (_, changes) => {
  expect(() => build(changes)).toThrow(expect.objectContaining({ name: "QwenError", code: "tokenizer/bad-data" }));
});

test.each<[string, Record<string, MetadataValue>]>([
  ["another model", { model: "llama" }],
  ["another pre-tokenizer", { pre: "llama-bpe" }],
  ["a pre-tokenizer that is a large number", { pre: 2n ** 60n }],
])("names what is supported, given %s", (_, changes) => {
  const error = expect.objectContaining({
    code: "tokenizer/unsupported",
    message: expect.stringMatching(/gpt2|qwen35/),
  });
  expect(() => build(changes)).toThrow(error);
});

test("a file without a tokenizer is not supported", () => {
  expect(() => tokenizerFromGguf(new Map())).toThrow(expect.objectContaining({ code: "tokenizer/unsupported" }));
});
