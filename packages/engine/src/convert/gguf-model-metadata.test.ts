import { expect, test } from "vitest";
import { findModel } from "../models/index.ts";
import type { RawConfig } from "../models/raw-config.ts";
import { checkSaysTheSame } from "./check-metadata.ts";
import { modelMetadata } from "./gguf-model-metadata.ts";

const small: RawConfig = {
  vocab_size: 256,
  hidden_size: 48,
  intermediate_size: 80,
  num_hidden_layers: 2,
  num_attention_heads: 4,
  num_key_value_heads: 2,
};

/** Metadata of the file that is made of this configuration; throws where it would be read as another one. */
function metadataOf(raw: RawConfig): Map<string, unknown> {
  const definition = findModel(raw);
  const config = definition.config(raw);
  const tensors = definition.weights(config).map(({ ggufName: name, shape }) => ({ name, shape }));
  const metadata = modelMetadata("test", definition, config, raw);
  checkSaysTheSame(definition, config, metadata, tensors);
  return new Map([...metadata].map(([key, entry]) => [key, "value" in entry ? entry.value : undefined]));
}

test("what config.json leaves out is said", () => {
  const text = metadataOf({ model_type: "qwen3_vl", text_config: { ...small, head_dim: 32 } });
  expect(text.get("general.architecture")).toBe("qwen3");
  expect(text.get("qwen3.rope.freq_base")).toBe(500_000);
  expect(text.get("qwen3.context_length")).toBe(128_000);
  const mixture = { ...small, model_type: "qwen3_moe", num_local_experts: 6, norm_topk_prob: true };
  expect(metadataOf({ ...mixture, num_experts_per_tok: 2 }).get("qwen3moe.expert_count")).toBe(6);
});

test("a hybrid none of whose layers is attention", () => {
  const metadata = metadataOf({ ...small, model_type: "qwen3_5_text", full_attention_interval: 4 });
  expect(metadata.get("qwen35.full_attention_interval")).toBe(3);
});

test("however YaRN's scale is given", () => {
  const yarn = { rope_type: "yarn", factor: 4, original_max_position_embeddings: 64, mscale: 0.5, mscale_all_dim: 1 };
  const metadata = metadataOf({ ...small, model_type: "qwen3", rope_scaling: yarn });
  const [half, whole] = [0.5, 1].map((weight) => 0.1 * weight * Math.log(4) + 1);
  expect(metadata.get("qwen3.rope.scaling.attn_factor")).toBeCloseTo(half / whole / whole, 6);
});

test("what a file has no words for is refused by name", () => {
  const windows = { use_sliding_window: true, sliding_window: 8, max_window_layers: 0 };
  expect(() => metadataOf({ ...small, model_type: "qwen3", ...windows })).toThrow(/cannot hold .*slidingWindows/);
  const types = ["linear_attention", "full_attention", "full_attention"];
  const irregular = { ...small, model_type: "qwen3_5_text", num_hidden_layers: 3, layer_types: types };
  expect(() => metadataOf(irregular)).toThrow(/cannot hold .*numAttentionLayers/);
});
