import { findModel } from "../../../packages/engine/src/models/index.ts";
import type { RawConfig } from "../../../packages/engine/src/models/raw-config.ts";

/** A model's dimensions. */
export interface Shape {
  readonly name: string;
  /** As on the hub. */
  readonly config: RawConfig;
}

const qwen3 = {
  model_type: "qwen3",
  vocab_size: 151_936,
  num_key_value_heads: 8,
  head_dim: 128,
  rope_theta: 1e6,
  max_position_embeddings: 40_960,
  tie_word_embeddings: true,
};

const hybrid = {
  num_key_value_heads: 2,
  head_dim: 256,
  full_attention_interval: 4,
  linear_num_key_heads: 16,
  linear_num_value_heads: 16,
  linear_key_head_dim: 128,
  linear_value_head_dim: 128,
  linear_conv_kernel_dim: 4,
  rope_parameters: { rope_theta: 1e7, partial_rotary_factor: 0.25, mrope_section: [11, 11, 10] },
  max_position_embeddings: 262_144,
};

const tiny = {
  ...qwen3,
  num_hidden_layers: 2,
  hidden_size: 256,
  intermediate_size: 512,
  num_attention_heads: 4,
  num_key_value_heads: 2,
};

/** llama.cpp wants an output matrix of theirs. */
const experts = {
  num_experts: 8,
  num_experts_per_tok: 3,
  moe_intermediate_size: 256,
  norm_topk_prob: true,
  tie_word_embeddings: false,
};

/** Twice as many value heads as key heads, so that their order matters. */
const tinyHybrid = {
  ...tiny,
  ...hybrid,
  num_hidden_layers: 4,
  num_attention_heads: 2,
  num_key_value_heads: 1,
  linear_num_key_heads: 2,
  linear_num_value_heads: 4,
};

/** Real models, and tiny ones with a real vocabulary. */
export const shapes: Readonly<Record<string, Shape>> = {
  "0.6b": {
    name: "Qwen3-0.6B",
    config: { ...qwen3, num_hidden_layers: 28, hidden_size: 1024, intermediate_size: 3072, num_attention_heads: 16 },
  },
  "1.7b": {
    name: "Qwen3-1.7B",
    config: { ...qwen3, num_hidden_layers: 28, hidden_size: 2048, intermediate_size: 6144, num_attention_heads: 16 },
  },
  "4b": {
    name: "Qwen3-4B",
    config: { ...qwen3, num_hidden_layers: 36, hidden_size: 2560, intermediate_size: 9728, num_attention_heads: 32 },
  },
  "8b": {
    name: "Qwen3-8B",
    config: {
      ...qwen3,
      num_hidden_layers: 36,
      hidden_size: 4096,
      intermediate_size: 12_288,
      num_attention_heads: 32,
      tie_word_embeddings: false,
    },
  },
  "3.5-0.8b": {
    name: "Qwen3.5-0.8B",
    config: {
      ...hybrid,
      model_type: "qwen3_5",
      vocab_size: 248_320,
      num_hidden_layers: 24,
      hidden_size: 1024,
      intermediate_size: 3584,
      num_attention_heads: 8,
      tie_word_embeddings: true,
    },
  },
  tiny: { name: "Qwen3-tiny", config: tiny },
  "tiny-qwen2": { name: "Qwen2-tiny", config: { ...tiny, model_type: "qwen2", head_dim: 64 } },
  "tiny-qwen2moe": {
    name: "Qwen2-MoE-tiny",
    config: {
      ...tiny,
      ...experts,
      model_type: "qwen2_moe",
      head_dim: 64,
      norm_topk_prob: false,
      shared_expert_intermediate_size: 512,
    },
  },
  "tiny-qwen3moe": { name: "Qwen3-MoE-tiny", config: { ...tiny, ...experts, model_type: "qwen3_moe" } },
  "tiny-qwen3next": {
    name: "Qwen3-Next-tiny",
    config: { ...tinyHybrid, ...experts, model_type: "qwen3_next", shared_expert_intermediate_size: 256 },
  },
  "tiny-qwen35": { name: "Qwen3.5-tiny", config: { ...tinyHybrid, model_type: "qwen3_5" } },
  "tiny-qwen35moe": {
    name: "Qwen3.5-MoE-tiny",
    config: { ...tinyHybrid, ...experts, model_type: "qwen3_5_moe", shared_expert_intermediate_size: 256 },
  },
};

/** How the engine reads a shape. */
export function modelOf({ config: raw }: Shape) {
  const definition = findModel(raw);
  return { definition, config: definition.config(raw) };
}
