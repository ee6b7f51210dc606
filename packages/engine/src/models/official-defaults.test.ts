import { expect, test } from "vitest";
import { findModel } from "./index.ts";
import type { ModelConfig } from "./layers/decoder-config.ts";
import type { RawConfig } from "./raw-config.ts";

const small: RawConfig = {
  vocab_size: 256,
  hidden_size: 48,
  intermediate_size: 80,
  num_hidden_layers: 4,
  num_attention_heads: 4,
  num_key_value_heads: 2,
};
function configOf(modelType: string, change: RawConfig = {}, top: RawConfig = {}): ModelConfig {
  const nested = /_(vl|vl_moe|omni_moe)$/.test(modelType) || modelType.startsWith("qwen3_5");
  const text = { ...small, ...change };
  const raw = { model_type: modelType, ...(nested ? { text_config: text } : text), ...top };
  return findModel(raw).config(raw) as ModelConfig;
}

/** Base of the rotary frequencies of a head whose first pair is not all that turns. */
const baseOf = ({ rope: { inverseFrequencies: f } }: ModelConfig): number => Math.round(f[1] ** -f.length);

test.each([
  ["qwen2", { headDim: 12, rmsNormEps: 1e-6, maxPositionEmbeddings: 32_768 }, 10_000],
  ["qwen2_vl", { headDim: 12, rmsNormEps: 1e-5, maxPositionEmbeddings: 32_768 }, 1_000_000],
  ["qwen2_5_vl", { headDim: 12, rmsNormEps: 1e-5, maxPositionEmbeddings: 32_768 }, 1_000_000],
  ["qwen2_5_omni", { headDim: 12, rmsNormEps: 1e-6, maxPositionEmbeddings: 32_768 }, 1_000_000],
  ["qwen2_moe", { headDim: 12, moe: { normalizes: false, numExperts: 60, numExpertsPerToken: 4 } }, 10_000],
  ["qwen3", { headDim: 128, rmsNormEps: 1e-6, maxPositionEmbeddings: 32_768 }, 10_000],
  ["qwen3_vl", { headDim: 128, maxPositionEmbeddings: 128_000 }, 500_000],
  ["qwen3_moe", { headDim: 12, moe: { normalizes: false, numExperts: 128, numExpertsPerToken: 8 } }, 10_000],
  ["qwen3_vl_moe", { headDim: 12, moe: { normalizes: true, numExperts: 60 } }, 500_000],
  ["qwen3_omni_moe", { headDim: 12, moe: { normalizes: true, intermediateSize: 768 } }, 1_000_000],
  ["qwen3_next", { headDim: 256, moe: { normalizes: true, numExperts: 512, numExpertsPerToken: 10 } }, 10_000],
  ["qwen3_5", { headDim: 256, gatedDeltaNet: { numKeyHeads: 16, numValueHeads: 32, keyHeadDim: 128 } }, 10_000],
  ["qwen3_5_moe", { headDim: 256, moe: { normalizes: true, numExperts: 256, sharedIntermediateSize: 512 } }, 10_000],
])("%s: what is left out means what the official code takes for it", (modelType, expected, base) => {
  expect(configOf(modelType)).toMatchObject({ ...expected, tieWordEmbeddings: false });
  expect(Math.abs(baseOf(configOf(modelType)) / base - 1)).toBeLessThan(1e-3);
});

test("null means the size that follows from the others", () => {
  expect(configOf("qwen2", { num_key_value_heads: null }).numKeyValueHeads).toBe(4);
  expect(configOf("qwen3", { head_dim: null }).headDim).toBe(12);
});

test("each family has its own rule of which layers are windowed", () => {
  const window = { use_sliding_window: true, sliding_window: 8, max_window_layers: 3 };
  expect(configOf("qwen2", window).slidingWindows).toEqual([0, 0, 0, 8]);
  expect(configOf("qwen2_5_vl", window).slidingWindows).toEqual([0, 0, 0, 8]);
  expect(configOf("qwen2_moe", window).slidingWindows).toEqual([8, 0, 8, 0]);
  expect(configOf("qwen3_moe", { ...window, num_experts: 4, num_experts_per_tok: 2 }).slidingWindows).toEqual([
    8, 8, 8, 8,
  ]);
  expect(configOf("qwen3_vl", window).slidingWindows).toEqual([0, 0, 0, 0]);
  expect(configOf("qwen3_5", window).slidingWindows).toEqual([0, 0, 0, 0]);
});

test("layers without a window to look through are refused", () => {
  const types = ["sliding_attention", "full_attention", "full_attention", "full_attention"];
  expect(() => configOf("qwen2", { layer_types: types })).toThrow(
    /layer_types names "sliding_attention".*use_sliding_window is/,
  );
  expect(configOf("qwen2_moe", { layer_types: types, use_sliding_window: true }).slidingWindows).toEqual([
    4096, 0, 0, 0,
  ]);
});

test("whether the output matrix is the embedding, the whole model says; with Qwen2-VL the decoder may, too", () => {
  const tied = (modelType: string, text: unknown, whole?: unknown) =>
    configOf(modelType, { tie_word_embeddings: text }, whole === undefined ? {} : { tie_word_embeddings: whole })
      .tieWordEmbeddings;
  expect(tied("qwen3_vl", true)).toBe(false);
  expect(tied("qwen3_vl", false, true)).toBe(true);
  expect(tied("qwen2_5_vl", true)).toBe(true);
  expect(tied("qwen2_5_vl", true, false)).toBe(true);
  expect(tied("qwen2_5_vl", false, false)).toBe(false);
  const ownOutput = configOf("qwen3", { tie_word_embeddings: true, has_own_output: true });
  expect(ownOutput.tieWordEmbeddings).toBe(false);
});

test("the number of experts under its newer name; Qwen3.5 has them in every layer", () => {
  expect(configOf("qwen3_moe", { num_local_experts: 16 }).moe?.numExperts).toBe(16);
  expect(configOf("qwen3_moe", { decoder_sparse_step: 2 }).moe?.isSparse).toEqual([false, true, false, true]);
  expect(configOf("qwen3_5_moe", { decoder_sparse_step: 2, mlp_only_layers: [1] }).moe?.isSparse).toEqual([
    true,
    true,
    true,
    true,
  ]);
});

test("rope_scaling counts before rope_parameters; dynamic is plain up to the length it is made for", () => {
  const plain = configOf("qwen3");
  const both = { rope_scaling: { type: "linear", factor: 2 }, rope_parameters: { rope_theta: 5, factor: 4 } };
  expect(configOf("qwen3", both).rope.inverseFrequencies[1]).toBeCloseTo(plain.rope.inverseFrequencies[1] / 2, 6);
  const dynamic = configOf("qwen3", { rope_scaling: { rope_type: "dynamic", factor: 4 }, max_position_embeddings: 64 });
  expect(dynamic).toMatchObject({ rope: plain.rope, maxPositionEmbeddings: 64 });
  const yarn = { rope_type: "yarn", original_max_position_embeddings: 32 };
  expect(configOf("qwen3", { rope_scaling: yarn, max_position_embeddings: 128 }).rope.scale).toBeCloseTo(
    0.1 * Math.log(4) + 1,
    12,
  );
});
