import { expect, test } from "vitest";
import type { MetadataValue } from "../files/checkpoint.ts";
import { readGenerationConfig, readGgufGenerationDefaults } from "./generation-defaults.ts";

const fromGguf = (metadata: Record<string, MetadataValue>) =>
  readGgufGenerationDefaults(new Map(Object.entries(metadata))).sampling;

test("reads Qwen3's generation_config.json", () => {
  const config = {
    bos_token_id: 151_643,
    do_sample: true,
    eos_token_id: [151_645, 151_643],
    pad_token_id: 151_643,
    temperature: 0.6,
    top_k: 20,
    top_p: 0.95,
    transformers_version: "4.51.0",
  };
  const sampling = { temperature: 0.6, topK: 20, topP: 0.95 };
  expect(readGenerationConfig(config)).toEqual({ sampling, eosTokenIds: [151_645, 151_643], suppressedTokenIds: [] });
});

test("greedy, one end token, nulls", () => {
  const config = { do_sample: false, temperature: 0.6, eos_token_id: 7, min_p: null, repetition_penalty: 1.05 };
  const sampling = { temperature: 0, repetitionPenalty: 1.05 };
  expect(readGenerationConfig(config)).toMatchObject({ sampling, eosTokenIds: [7] });
  expect(readGenerationConfig({})).toEqual({ sampling: {}, eosTokenIds: [], suppressedTokenIds: [] });
});

test.each<[string, unknown]>([
  ["temperature", "warm"],
  ["temperature", -1],
  ["top_k", 1.5],
  ["top_p", 2],
  ["min_p", Number.NaN],
  ["repetition_penalty", 0],
  ["do_sample", "yes"],
  ["suppress_tokens", "all"],
  ["eos_token_id", "<|im_end|>"],
  ["eos_token_id", [1, -1]],
  ["eos_token_id", Array.from({ length: 1000 }, (_, id) => id)],
])("rejects %s of %s", (field, value) => {
  const error = expect.objectContaining({ code: "model/bad-config", message: expect.stringContaining(field) });
  expect(() => readGenerationConfig({ [field]: value })).toThrow(error);
});

test("takes what a GGUF file says, 32-bit floats as they were meant", () => {
  const said = { "general.sampling.temp": Math.fround(0.95), "general.sampling.top_k": 40 };
  expect(fromGguf(said)).toEqual({ temperature: 0.95, topK: 40 });
  expect(fromGguf({})).toEqual({});
});

test("tokens that are never to be generated", () => {
  expect(readGenerationConfig({ suppress_tokens: [5, 6] }).suppressedTokenIds).toEqual([5, 6]);
  const metadata = new Map([["tokenizer.ggml.suppress_tokens", Int32Array.of(7, 8)]]);
  expect(readGgufGenerationDefaults(metadata).suppressedTokenIds).toEqual([7, 8]);
});

test("rejects GGUF values that make no sense", () => {
  const error = expect.objectContaining({ code: "model/bad-config", message: expect.stringContaining("top_p") });
  expect(() => fromGguf({ "general.sampling.top_p": 2n ** 60n })).toThrow(error);
});
