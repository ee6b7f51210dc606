import { describe, expect, test } from "vitest";
import type { Checkpoint, MetadataValue, TensorRecord } from "../files/checkpoint.ts";
import { headConfig, numLogitsOf, rawHeadOf } from "./head.ts";
import { findModel } from "./index.ts";
import { qwen3 } from "./qwen3.ts";

function headOf(tensors: Record<string, number[]>, metadata?: Record<string, MetadataValue>) {
  const records = Object.entries(tensors).map(([name, shape]) => [name, { name, shape } as unknown as TensorRecord]);
  const container = metadata === undefined ? "safetensors" : "gguf";
  const entries = Object.entries({ "general.architecture": "qwen3", ...metadata });
  const checkpoint = { container, tensors: new Map(records as never), metadata: new Map(entries), config: {} };
  return headConfig(rawHeadOf(checkpoint as unknown as Checkpoint));
}

test("what the tensors of a hub checkpoint are the head of", () => {
  const decoder = { "model.embed_tokens.weight": [512, 64] };
  expect(headOf(decoder)).toEqual({ kind: "vocabulary" });
  expect(headOf({ ...decoder, "score.weight": [1, 64] })).toEqual({ kind: "classifier", labels: ["LABEL_0"] });
  expect(headOf({ "embed_tokens.weight": [512, 64] })).toEqual({ kind: "none" });
  expect(headOf({ "embed_tokens.weight": [512, 64], "lm_head.weight": [512, 64] })).toEqual({ kind: "vocabulary" });
});

test("what a GGUF file says it has behind its norm", () => {
  const decoder = { "token_embd.weight": [512, 64] };
  expect(headOf(decoder, {})).toEqual({ kind: "vocabulary" });
  const labels = { "qwen3.classifier.output_labels": ["yes", "no"], "qwen3.pooling_type": 4 };
  expect(headOf({ ...decoder, "cls.output.weight": [2, 64] }, labels)).toEqual({
    kind: "classifier",
    labels: ["yes", "no"],
  });
  expect(headOf({ ...decoder, "cls.output.weight": [64] }, {})).toEqual({ kind: "classifier", labels: ["LABEL_0"] });
  // Converted before there was a classifier: what is left is the vocabulary's.
  expect(headOf(decoder, labels)).toEqual({ kind: "vocabulary" });
  expect(headOf(decoder, { "qwen3.pooling_type": 3 })).toEqual({ kind: "none" });
  expect(headOf({ ...decoder, "output.weight": [512, 64] }, { "qwen3.pooling_type": 3 })).toEqual({
    kind: "vocabulary",
  });
});

test("a head has its weights, and as many logits", () => {
  const raw = { vocab_size: 512, hidden_size: 64, intermediate_size: 112, num_hidden_layers: 1 };
  const base = { ...raw, num_attention_heads: 4, num_key_value_heads: 2, tie_word_embeddings: false };
  const lastWeight = (change: object) => {
    const config = qwen3.config({ ...base, ...change });
    const last = qwen3.weights(config).at(-1);
    return [last?.name, last?.ggufName, last?.shape, numLogitsOf(config)];
  };
  expect(lastWeight({})).toEqual(["lm_head.weight", "output.weight", [512, 64], 512]);
  expect(lastWeight({ head: "classifier", num_labels: 2 })).toEqual(["score.weight", "cls.output.weight", [2, 64], 2]);
  expect(lastWeight({ head: "none" })).toEqual(["model.norm.weight", "output_norm.weight", [64], 0]);
  expect(() => qwen3.config({ ...base, head: "classifier", num_labels: 1e9 })).toThrow(/num_labels/);
});

test("what attends in both directions is refused by name", () => {
  const raw = { model_type: "qwen3", hidden_size: 64, is_causal: false };
  expect(() => qwen3.config(raw)).toThrow(/not causal/);
});

describe("a guard that judges each token", () => {
  const raw = { head: "guard", guard_inner_size: 32, num_category: 2, num_query_category: 3 };
  const labels = {
    response_category_map: { 0: '"Violent"', 1: "PII" },
    query_category_map: { 0: "A", 2: "Jailbreak" },
  };

  test("is told by its class, whatever tensors it has", () => {
    const config = { architectures: ["Qwen3ForGuardModel"], model_type: "qwen3" };
    const checkpoint = { container: "safetensors", tensors: new Map(), config };
    expect(rawHeadOf(checkpoint as unknown as Checkpoint)).toEqual({ head: "guard" });
    expect(findModel(config).names[0]).toBe("qwen3");
  });

  test("has its configuration's labels, and where it names none the published ones", () => {
    const safeties = ["Safe", "Unsafe", "Controversial"];
    expect(headConfig({ ...raw, ...labels })).toEqual({
      kind: "guard",
      innerSize: 32,
      response: { safeties, categories: ["Violent", "PII"] },
      query: { safeties, categories: ["A", "Sexual Content or Sexual Acts", "Jailbreak"] },
    });
    const swapped = { query_risk_level_map: { 0: "Controversial", 1: "Safe", 2: "Unsafe" } };
    expect(headConfig({ ...raw, ...swapped })).toMatchObject({
      query: { safeties: ["Controversial", "Safe", "Unsafe"] },
    });
    expect(headConfig({ head: "guard", guard_inner_size: 32 })).toMatchObject({
      response: { categories: { length: 8 } },
      query: { categories: { length: 9, 8: "Jailbreak" } },
    });
  });

  test("with verdicts that nobody knows is damaged", () => {
    expect(() => headConfig({ ...raw, response_risk_level_map: { 1: "High Risk" } })).toThrow(/"High Risk"/);
    expect(() => headConfig({ ...raw, num_risk_level: 4 })).toThrow(/"LABEL_3"/);
    expect(() => headConfig({ head: "guard" })).toThrow(/guard_inner_size/);
  });
});
