import { expect, test } from "vitest";
import { miniMetadata } from "./mini-vocabulary.fixture.ts";
import { qwen3 } from "./qwen3-files.fixture.ts";
import { tokenizerFromHub } from "./tokenizer-from-hub.ts";

const normal = (miniMetadata().get("tokenizer.ggml.tokens") as string[]).slice(0, 259);
const vocab = Object.fromEntries(normal.map((token, id) => [token, id]));
const model = { type: "BPE", vocab, merges: ["h e", ["l", "l"], "he ll"] };
const added = { id: 259, content: "<|im_end|>", special: true };
const { pre_tokenizer } = qwen3.tokenizerJson;
const json = { model, added_tokens: [added], pre_tokenizer, normalizer: { type: "NFC" } };

/** The pre-tokenizer of Qwen3's file, its two steps changed. */
function withSteps(splitChanges: object, byteLevelChanges: object) {
  const [split, byteLevel] = (pre_tokenizer as { pretokenizers: object[] }).pretokenizers;
  const pretokenizers = [
    { ...split, ...splitChanges },
    { ...byteLevel, ...byteLevelChanges },
  ];
  return { type: "Sequence", pretokenizers };
}

test("reads merges in both forms", () => {
  expect(tokenizerFromHub(json).encode("hello")).toEqual([258, 0x6f]);
});

test("takes added tokens from both files, ends and BOS from the configuration", () => {
  const tokenizer = tokenizerFromHub(json, {
    added_tokens_decoder: { 261: { content: "<think>" }, 300: { content: "<|fim_pad|>", special: false } },
    eos_token: { content: "<think>" },
    bos_token: "<|im_end|>",
    add_bos_token: true,
  });
  expect(tokenizer.vocabSize).toBe(301);
  expect(tokenizer.encode("<think><|im_end|>", { parseSpecial: true, addBos: true })).toEqual([259, 261, 259]);
  expect(tokenizer.eosTokenIds).toEqual([261, 259, 300]);
  expect([260, 261, 262, 300].map((id) => tokenizer.isUnused(id))).toEqual([true, false, true, false]);
  expect(tokenizer.isSpecial(300)).toBe(true);
});

test("tags that a model writes are text, and what looks like structure is control, whatever their flags", () => {
  const tokenizer = tokenizerFromHub(json, {
    added_tokens_decoder: { 260: { content: "</think>", special: true }, 261: { content: "<|repo_name|>" } },
  });
  expect([259, 260, 261].map((id) => tokenizer.isSpecial(id))).toEqual([true, false, true]);
});

test("text is normalised only where the file says so", () => {
  const plain = tokenizerFromHub({ ...json, normalizer: null });
  expect(plain.decode(plain.encode("e\u0301"))).toBe("e\u0301");
});

test("what vocab.json and merges.txt do not say follows from the class in the configuration", () => {
  const bare = { model, added_tokens: [added] };
  const tokenizer = tokenizerFromHub(bare, { tokenizer_class: "Qwen2Tokenizer" });
  expect(tokenizer.encode("hello")).toEqual([258, 0x6f]);
  expect(tokenizer.decode(tokenizer.encode("e\u0301"))).toBe("é");
  const unsupported = expect.objectContaining({ code: "tokenizer/unsupported" });
  expect(() => tokenizerFromHub(bare, { tokenizer_class: "GPT2Tokenizer" })).toThrow(unsupported);
  expect(() => tokenizerFromHub({ ...bare, pre_tokenizer: null }, { tokenizer_class: "Qwen2Tokenizer" })).toThrow(
    unsupported,
  );
});

test("knows Qwen3.5's pre-tokenizer by its expression", () => {
  const Regex = String.raw`(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?[\p{L}\p{M}]+|\p{N}| ?[^\s\p{L}\p{M}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+`;
  expect(tokenizerFromHub({ ...json, pre_tokenizer: withSteps({ pattern: { Regex } }, {}) }).encode("hello")).toEqual([
    258, 0x6f,
  ]);
});

test.each<[string, Record<string, unknown>, Record<string, unknown>?]>([
  ["no vocabulary", { ...json, model: { ...model, vocab: [] } }],
  ["ids that are no integers", { ...json, model: { ...model, vocab: { ...vocab, x: 1.5 } } }],
  ["absurd ids", { ...json, model: { ...model, vocab: { ...vocab, x: 2 ** 40 } } }],
  ["two tokens of one id", { ...json, model: { ...model, vocab: { ...vocab, x: 258 } } }],
  ["merges that are no list", { ...json, model: { ...model, merges: {} } }],
  ["a merge of three", { ...json, model: { ...model, merges: [["h", "e", "l"]] } }],
  ["an added token with the id of another", { ...json, added_tokens: [{ ...added, id: 7 }] }],
  ["an added token without content", { ...json, added_tokens: [{ id: 259 }] }],
  ["an added token without id", { ...json, added_tokens: [{ content: "<x>" }] }],
  ["added tokens that are no list", { ...json, added_tokens: 1 }],
  ["a decoder that is no map", json, { added_tokens_decoder: [] }],
  ["a decoder with bad ids", json, { added_tokens_decoder: { x: { content: "<x>" } } }],
  ["an unknown EOS", json, { eos_token: "<eos>" }],
])("rejects %s", (_, tokenizerJson, config = {}) => {
  const error = expect.objectContaining({ name: "QwenError", code: "tokenizer/bad-data" });
  expect(() => tokenizerFromHub(tokenizerJson, config)).toThrow(error);
});

test.each<[string, Record<string, unknown>]>([
  ["model", { ...json, model: { type: "Unigram" } }],
  ["model", {}],
  ["normalizer", { ...json, normalizer: { type: "Lowercase" } }],
  ["pre_tokenizer", { ...json, pre_tokenizer: { type: "Whitespace" } }],
  ["pre_tokenizer", { ...json, pre_tokenizer: { type: "Sequence", pretokenizers: [{}, {}, {}] } }],
  ["model.ignore_merges", { ...json, model: { ...model, ignore_merges: true } }],
  ["model.dropout", { ...json, model: { ...model, dropout: 0.1 } }],
  ["model.end_of_word_suffix", { ...json, model: { ...model, end_of_word_suffix: "</w>" } }],
  ["pre_tokenizer", { ...json, pre_tokenizer: withSteps({ invert: true }, {}) }],
  ["pre_tokenizer", { ...json, pre_tokenizer: withSteps({ behavior: "Removed" }, {}) }],
  ["pre_tokenizer", { ...json, pre_tokenizer: withSteps({ pattern: { Regex: "\\s+" } }, {}) }],
  ["pre_tokenizer", { ...json, pre_tokenizer: withSteps({}, { use_regex: undefined }) }],
  ["pre_tokenizer", { ...json, pre_tokenizer: withSteps({}, { add_prefix_space: true }) }],
  ["lstrip", { ...json, added_tokens: [{ ...added, lstrip: true }] }],
])("does not support every %s", (part, tokenizerJson) => {
  const message = expect.stringContaining(part);
  expect(() => tokenizerFromHub(tokenizerJson)).toThrow(
    expect.objectContaining({ code: "tokenizer/unsupported", message }),
  );
});
