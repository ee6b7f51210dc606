import { expect, test } from "vitest";
import type { Checkpoint, MetadataValue, SentenceTransformersFiles } from "../files/checkpoint.ts";
import { readRetrievalSettings } from "./retrieval-settings.ts";
import { retrievalIds, retrievalTokenizer } from "./retrieval-vocabulary.fixture.ts";

const tokenizer = retrievalTokenizer();
const { textEnd, turnEnd } = retrievalIds;

function ofGguf(changes: Readonly<Record<string, MetadataValue>>) {
  const metadata = new Map(Object.entries({ "general.architecture": "qwen3", ...changes }));
  return readRetrievalSettings({ container: "gguf", metadata } as unknown as Checkpoint, tokenizer);
}

function ofHub(sentenceTransformers?: SentenceTransformersFiles, tokenizerJson: object = {}) {
  const files = { container: "safetensors", tokenizerJson, ...(sentenceTransformers && { sentenceTransformers }) };
  return readRetrievalSettings(files as unknown as Checkpoint, tokenizer);
}

test.each([
  [undefined, { mode: "last" }],
  [0, { unsupported: 'pooling "none"' }],
  [1, { mode: "mean" }],
  [2, { mode: "cls" }],
  [3, { mode: "last" }],
  [4, { unsupported: 'pooling "rank"' }],
  [99, { unsupported: 'pooling "99"' }],
])("GGUF's pooling_type %s", (value, pooling) => {
  expect(ofGguf(value === undefined ? {} : { "qwen3.pooling_type": value }).pooling).toEqual(pooling);
});

test.each([
  [{ pooling_mode_lasttoken: true, pooling_mode_mean_tokens: false, include_prompt: true }, { mode: "last" }],
  [{ pooling_mode_mean_tokens: true }, { mode: "mean" }],
  [{ pooling_mode_cls_token: true }, { mode: "cls" }],
  [{ pooling_mode: "mean" }, { mode: "mean" }],
  [{ pooling_mode_max_tokens: true }, { unsupported: 'pooling "max_tokens"' }],
  [
    { pooling_mode_cls_token: true, pooling_mode_mean_tokens: true },
    { unsupported: 'pooling "cls_token and mean_tokens"' },
  ],
  [{ pooling_mode_mean_tokens: true, include_prompt: false }, { unsupported: "the mean of a text without its prompt" }],
  [{}, { unsupported: 'pooling ""' }],
])("1_Pooling/config.json %j", (pooling, expected) => {
  expect(ofHub({ modules: ["Pooling", "Normalize"], pooling }).pooling).toEqual(expected);
});

test("a folder without such files pools the last token; modules that change embeddings are not passed over", () => {
  expect(ofHub().pooling).toEqual({ mode: "last" });
  const dense = ofHub({ modules: ["Pooling", "Dense"], pooling: { pooling_mode_lasttoken: true } });
  expect(dense.pooling).toEqual({ unsupported: 'a module "Dense" behind the decoder' });
});

test("nothing is guessed of a pooling whose file is missing", () => {
  expect(ofHub({ modules: ["Pooling"] }).pooling).toEqual({ unsupported: "what 1_Pooling/config.json lacks" });
});

test("prompts by name, and the one that goes before texts unasked", () => {
  const prompts = { query: "Instruct: find\nQuery:", document: "", odd: 3 };
  const { prompts: read, defaultPrompt } = ofHub({ modules: [], config: { prompts, default_prompt_name: null } });
  expect([[...read.keys()], read.get("query"), defaultPrompt]).toEqual([
    ["query", "document"],
    "Instruct: find\nQuery:",
    "",
  ]);
  const withDefault = ofHub({ modules: [], config: { prompts, default_prompt_name: "query" } });
  expect(withDefault.defaultPrompt).toBe("Instruct: find\nQuery:");
  expect(ofHub({ modules: [], config: { prompts: ["query"] } }).prompts.size).toBe(0);
});

test("texts end with <|endoftext|> where the last token counts, and with what a GGUF file says", () => {
  const endOf = (changes: Readonly<Record<string, MetadataValue>>) => ofGguf(changes).endTokenIds;
  const eos = (id: number, adds = true) => ({
    "tokenizer.ggml.eos_token_id": id,
    "tokenizer.ggml.add_eos_token": adds,
  });
  expect(endOf({})).toEqual([textEnd]);
  expect(endOf({ "qwen3.pooling_type": 1 })).toEqual([]);
  expect(endOf({ ...eos(textEnd), "qwen3.pooling_type": 1 })).toEqual([textEnd]);
  expect(endOf(eos(turnEnd))).toEqual([textEnd]);
  expect(endOf(eos(textEnd, false))).toEqual([]);
});

test("texts end with what the hub's TemplateProcessing has behind them", () => {
  const processing = (...behind: string[]) => ({
    post_processor: {
      type: "Sequence",
      processors: [
        { type: "ByteLevel" },
        {
          type: "TemplateProcessing",
          single: [
            { Sequence: { id: "A", type_id: 0 } },
            ...behind.map((id) => ({ SpecialToken: { id, type_id: 0 } })),
          ],
        },
      ],
    },
  });
  expect(ofHub(undefined, processing("<|endoftext|>")).endTokenIds).toEqual([textEnd]);
  expect(ofHub(undefined, processing("<|im_end|>", "<|endoftext|>")).endTokenIds).toEqual([turnEnd, textEnd]);
  expect(ofHub(undefined, processing()).endTokenIds).toEqual([]);
  expect(ofHub(undefined, { post_processor: { type: "ByteLevel" } }).endTokenIds).toEqual([textEnd]);
});
