import { expect, test } from "vitest";
import { findModel } from "./index.ts";
import type { ModelConfig } from "./layers/decoder-config.ts";
import type { RawConfig } from "./raw-config.ts";

const raw: RawConfig = {
  model_type: "qwen3_5_moe",
  vocab_size: 256,
  hidden_size: 48,
  num_hidden_layers: 8,
  num_attention_heads: 4,
  num_key_value_heads: 2,
  head_dim: 32,
  linear_num_key_heads: 2,
  linear_num_value_heads: 4,
  linear_key_head_dim: 16,
  linear_value_head_dim: 8,
  num_experts: 6,
  num_experts_per_tok: 2,
  moe_intermediate_size: 20,
  shared_expert_intermediate_size: 24,
};
const configOf = (change: RawConfig) => findModel({ ...raw, ...change }).config({ ...raw, ...change }) as ModelConfig;
const weightsOf = (change: RawConfig) => {
  const whole = { ...raw, ...change };
  return new Map(
    findModel(whole)
      .weights(findModel(whole).config(whole))
      .map((spec) => [spec.name, spec]),
  );
};

test("every fourth layer keeps keys and values, the others a state, unless layer_types says otherwise", () => {
  expect(configOf({})).toMatchObject({ numAttentionLayers: 2, cacheIndices: [0, 1, 2, 0, 3, 4, 5, 1] });
  expect(configOf({}).linearAttention).toMatchObject({ numLayers: 6, convKernelSize: 4, keyHeadOrder: "grouped" });
  expect(configOf({ full_attention_interval: 2 })).toMatchObject({ numAttentionLayers: 4 });
  const types = new Array(8).fill("full_attention");
  expect(configOf({ layer_types: types }).linearAttention).toBeUndefined();
  expect(() => configOf({ layer_types: types.slice(1) })).toThrow(/for each of the 8 layers/);
  expect(() => configOf({ linear_num_value_heads: 3 })).toThrow(/3 value heads cannot share 2 key heads/);
});

test("a quarter of a head's channels turn", () => {
  expect(configOf({}).rope.inverseFrequencies).toHaveLength(4);
  expect(configOf({ rope_parameters: { partial_rotary_factor: 0.5 } }).rope.inverseFrequencies).toHaveLength(8);
  expect(() => configOf({ partial_rotary_factor: 1 / 32 })).toThrow(/turns 1 of a head's 32 channels/);
  expect(() => configOf({ partial_rotary_factor: 2 })).toThrow(/turns 64 of a head's 32 channels/);
});

test("the decoder's part of a configuration of a model that sees; what the whole says of the output matrix counts", () => {
  const { model_type, ...text } = raw;
  const whole = { model_type, text_config: { ...text, tie_word_embeddings: false }, tie_word_embeddings: true };
  expect(findModel(whole).config(whole)).toEqual(configOf({ tie_word_embeddings: true }));
});

test("GGUF's order of value heads: the first of each key head, then the second", () => {
  const weights = weightsOf({});
  const [layer] = ["model.layers.0.linear_attn"];
  expect(weights.get(`${layer}.A_log`)?.ggufOrder).toEqual({ of: "rows", order: [0, 2, 1, 3] });
  expect(weights.get(`${layer}.out_proj.weight`)?.ggufOrder).toMatchObject({ of: "columns" });
  const { order } = weights.get(`${layer}.in_proj_qkv.weight`)!.ggufOrder!;
  expect(order.slice(0, 64)).toEqual(Array.from({ length: 64 }, (_, i) => i));
  expect([64, 72, 80, 88].map((row) => order[row])).toEqual([64, 80, 72, 88]);
  expect(weights.get(`${layer}.norm.weight`)?.ggufOrder).toBeUndefined();
  const tiled = weightsOf({ linear_key_head_order: "tiled" });
  expect([...tiled.values()].filter(({ ggufOrder }) => ggufOrder)).toEqual([]);
});

test("norms are stored less one on the hub, but for that of Gated DeltaNet", () => {
  const mapped = [...weightsOf({}).values()].filter(({ hubMap }) => hubMap === "plusOne").map(({ name }) => name);
  expect(mapped).toHaveLength(2 * 8 + 2 * 2 + 1);
  expect(mapped.filter((name) => name.includes("linear_attn"))).toEqual([]);
});

test("layers without experts where a configuration says so", () => {
  const mixture = { ...raw, model_type: "qwen3_moe", intermediate_size: 96 };
  const names = [...weightsOf({ ...mixture, mlp_only_layers: [0], decoder_sparse_step: 2 }).keys()];
  expect(names.filter((name) => name.endsWith("mlp.gate.weight"))).toEqual(
    [1, 3, 5, 7].map((layer) => `model.layers.${layer}.mlp.gate.weight`),
  );
  expect(names).toContain("model.layers.0.mlp.gate_proj.weight");
  expect(() => configOf({ ...mixture, mlp_only_layers: 3 })).toThrow(/mlp_only_layers must be a list/);
  expect(() => configOf({ ...mixture, num_experts_per_tok: 7 })).toThrow(/num_experts_per_tok/);
});
