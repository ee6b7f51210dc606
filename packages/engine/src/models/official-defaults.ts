import type { RawConfig } from "./raw-config.ts";

/**
 * What the official configuration classes take for keys that a config.json leaves out, by model type.
 * @see https://github.com/huggingface/transformers, `configuration_*.py` of each; `default_theta` there is `rope_theta` here
 */
const shared: RawConfig = {
  vocab_size: 151_936,
  max_position_embeddings: 32_768,
  rms_norm_eps: 1e-6,
  rope_theta: 10_000,
};

export const qwen2Defaults: RawConfig = {
  ...shared,
  hidden_size: 4096,
  intermediate_size: 22_016,
  num_hidden_layers: 32,
  num_attention_heads: 32,
  num_key_value_heads: 32,
  sliding_window: 4096,
  max_window_layers: 28,
};

export const qwen2VlDefaults: RawConfig = {
  ...shared,
  vocab_size: 152_064,
  hidden_size: 8192,
  intermediate_size: 29_568,
  num_hidden_layers: 80,
  num_attention_heads: 64,
  num_key_value_heads: 8,
  rms_norm_eps: 1e-5,
  rope_theta: 1_000_000,
  sliding_window: 4096,
  max_window_layers: 80,
};

export const qwen2OmniDefaults: RawConfig = {
  ...shared,
  vocab_size: 152_064,
  hidden_size: 3584,
  intermediate_size: 18_944,
  num_hidden_layers: 28,
  num_attention_heads: 28,
  num_key_value_heads: 4,
  rope_theta: 1_000_000,
  sliding_window: 32_768,
  max_window_layers: 28,
};

export const qwen2MoeDefaults: RawConfig = {
  ...shared,
  hidden_size: 2048,
  intermediate_size: 5632,
  num_hidden_layers: 24,
  num_attention_heads: 16,
  num_key_value_heads: 16,
  sliding_window: 4096,
  max_window_layers: 28,
  moe_intermediate_size: 1408,
  shared_expert_intermediate_size: 5632,
  num_experts_per_tok: 4,
  num_experts: 60,
};

export const qwen3Defaults: RawConfig = { ...qwen2Defaults, head_dim: 128 };

export const qwen3VlDefaults: RawConfig = {
  ...qwen3Defaults,
  max_position_embeddings: 128_000,
  rope_theta: 500_000,
};

export const qwen3MoeDefaults: RawConfig = {
  ...shared,
  hidden_size: 2048,
  intermediate_size: 6144,
  num_hidden_layers: 24,
  num_attention_heads: 32,
  num_key_value_heads: 4,
  sliding_window: 4096,
  moe_intermediate_size: 768,
  num_experts_per_tok: 8,
  num_experts: 128,
};

export const qwen3VlMoeDefaults: RawConfig = {
  ...shared,
  hidden_size: 2048,
  intermediate_size: 5632,
  num_hidden_layers: 24,
  num_attention_heads: 16,
  num_key_value_heads: 16,
  max_position_embeddings: 128_000,
  rope_theta: 500_000,
  moe_intermediate_size: 1408,
  num_experts_per_tok: 4,
  num_experts: 60,
};

export const qwen3OmniMoeDefaults: RawConfig = {
  ...shared,
  vocab_size: 3584,
  hidden_size: 2048,
  intermediate_size: 18_944,
  num_hidden_layers: 28,
  num_attention_heads: 28,
  num_key_value_heads: 4,
  rope_theta: 1_000_000,
  moe_intermediate_size: 768,
  num_experts_per_tok: 8,
  num_experts: 128,
  norm_topk_prob: true,
};

/** Of all hybrids. */
const hybrid: RawConfig = {
  ...shared,
  num_attention_heads: 16,
  head_dim: 256,
  partial_rotary_factor: 0.25,
  linear_conv_kernel_dim: 4,
  linear_key_head_dim: 128,
  linear_value_head_dim: 128,
  linear_num_key_heads: 16,
  linear_num_value_heads: 32,
  full_attention_interval: 4,
};

export const qwen3NextDefaults: RawConfig = {
  ...hybrid,
  hidden_size: 2048,
  intermediate_size: 5632,
  num_hidden_layers: 48,
  num_key_value_heads: 2,
  moe_intermediate_size: 512,
  shared_expert_intermediate_size: 512,
  num_experts_per_tok: 10,
  num_experts: 512,
  norm_topk_prob: true,
};

export const qwen35Defaults: RawConfig = {
  ...hybrid,
  vocab_size: 248_320,
  hidden_size: 4096,
  intermediate_size: 12_288,
  num_hidden_layers: 32,
  num_key_value_heads: 4,
};

export const qwen35MoeDefaults: RawConfig = {
  ...hybrid,
  vocab_size: 248_320,
  hidden_size: 2048,
  num_hidden_layers: 40,
  num_key_value_heads: 2,
  moe_intermediate_size: 512,
  shared_expert_intermediate_size: 512,
  num_experts_per_tok: 8,
  num_experts: 256,
};
