/** Configurations as on the hub, small, of every family that is converted. */

const common = {
  hidden_act: "silu",
  vocab_size: 320,
  hidden_size: 256,
  intermediate_size: 512,
  num_hidden_layers: 16,
  num_attention_heads: 4,
  num_key_value_heads: 2,
  head_dim: 64,
  max_position_embeddings: 4096,
  rms_norm_eps: 1e-6,
  rope_theta: 1e6,
  tie_word_embeddings: true,
};

const hybrid = {
  linear_num_key_heads: 2,
  linear_num_value_heads: 4,
  linear_key_head_dim: 64,
  linear_value_head_dim: 64,
  linear_conv_kernel_dim: 4,
  full_attention_interval: 4,
};

const mixture = {
  num_experts: 4,
  num_experts_per_tok: 2,
  moe_intermediate_size: 256,
  shared_expert_intermediate_size: 256,
  norm_topk_prob: true,
  tie_word_embeddings: false,
};

const rope35 = {
  rope_parameters: {
    rope_type: "default",
    rope_theta: 1e7,
    partial_rotary_factor: 0.25,
    mrope_section: [4, 2, 2],
  },
};

export const families = {
  qwen2: { ...common, model_type: "qwen2" },
  "qwen2, 80 layers": {
    ...common,
    model_type: "qwen2",
    num_hidden_layers: 80,
    num_attention_heads: 8,
    num_key_value_heads: 1,
    head_dim: 32,
    tie_word_embeddings: false,
  },
  qwen2_moe: { ...common, ...mixture, model_type: "qwen2_moe", norm_topk_prob: false },
  qwen3: { ...common, model_type: "qwen3", num_hidden_layers: 28 },
  "qwen3, rows of 224": { ...common, model_type: "qwen3", hidden_size: 224, intermediate_size: 608 },
  qwen3_moe: { ...common, ...mixture, model_type: "qwen3_moe" },
  qwen3_next: {
    ...common,
    ...hybrid,
    ...mixture,
    model_type: "qwen3_next",
    rope_theta: 1e7,
    partial_rotary_factor: 0.25,
  },
  qwen3_5: { ...common, ...hybrid, ...rope35, model_type: "qwen3_5_text" },
  qwen3_5_moe: { ...common, ...hybrid, ...mixture, ...rope35, model_type: "qwen3_5_moe_text" },
} as const;

export type Family = keyof typeof families;
