import type { GgufCheckpoint, MetadataValue } from "./checkpoint.ts";

/** GGUF metadata keys without their "<architecture>." prefix, and the hub's names for the same thing. */
export const ggufConfigKeys: readonly (readonly [ggufKey: string, hubName: string])[] = [
  ["block_count", "num_hidden_layers"],
  ["context_length", "max_position_embeddings"],
  ["embedding_length", "hidden_size"],
  ["feed_forward_length", "intermediate_size"],
  ["attention.head_count", "num_attention_heads"],
  ["attention.head_count_kv", "num_key_value_heads"],
  ["attention.key_length", "head_dim"],
  ["attention.layer_norm_rms_epsilon", "rms_norm_eps"],
  ["attention.causal", "is_causal"],
  ["rope.freq_base", "rope_theta"],
  ["expert_count", "num_experts"],
  ["expert_used_count", "num_experts_per_tok"],
  ["expert_feed_forward_length", "moe_intermediate_size"],
  ["expert_shared_feed_forward_length", "shared_expert_intermediate_size"],
  ["expert_weights_norm", "norm_topk_prob"],
  ["full_attention_interval", "full_attention_interval"],
  ["ssm.conv_kernel", "linear_conv_kernel_dim"],
  ["ssm.state_size", "linear_key_head_dim"],
  ["ssm.group_count", "linear_num_key_heads"],
  ["ssm.time_step_rank", "linear_num_value_heads"],
];

/** Architectures whose chosen experts' weights sum to one, which their files do not say. */
const normalizesExperts: readonly unknown[] = ["qwen3moe", "qwen3vlmoe", "qwen3next"];
/** Architectures whose files have value heads in the order that reads key heads in turn. */
const tilesValueHeads: readonly unknown[] = ["qwen35", "qwen35moe"];

/**
 * What config.json on the hub would say of this model, as far as the metadata knows. Values are passed on as they are:
 * the architecture checks them as it checks those of a config.json.
 */
export function configFromGguf({
  metadata,
  tensors,
}: Pick<GgufCheckpoint, "metadata" | "tensors">): Record<string, unknown> {
  const architecture = metadata.get("general.architecture");
  const own = (key: string) => metadata.get(`${architecture}.${key}`);
  const config: Record<string, unknown> = {
    model_type: architecture,
    vocab_size: own("vocab_size") ?? tensors.get("token_embd.weight")?.shape[0],
    tie_word_embeddings: !tensors.has("output.weight"),
  };
  // Also where it says nothing: what config.json leaves out means what the official code takes for it, a file does not.
  for (const [key, hubName] of ggufConfigKeys) config[hubName] = own(key);
  if (normalizesExperts.includes(architecture)) config.norm_topk_prob ??= true;
  Object.assign(config, hybridConfig(own, architecture));
  const scaling = ropeScaling(own);
  if (scaling) config.rope_scaling = scaling;
  return config;
}

/** What has no name of its own on the hub, or another meaning. */
function hybridConfig(
  own: (key: string) => MetadataValue | undefined,
  architecture: MetadataValue | undefined,
): Record<string, unknown> {
  const config: Record<string, unknown> = {};
  const ratio = (name: string, part: unknown, whole: unknown) => {
    if (typeof part === "number" && typeof whole === "number") config[name] = part / whole;
  };
  ratio("linear_value_head_dim", own("ssm.inner_size"), own("ssm.time_step_rank"));
  ratio("partial_rotary_factor", own("rope.dimension_count"), own("attention.key_length"));
  // Ollama's files of Qwen3-Next bear the later name, but keep the order.
  const isTiled = tilesValueHeads.includes(architecture) && own("ssm.v_head_reordered") !== false;
  if (isTiled) config.linear_key_head_order = "tiled";
  const [blocks, predicting] = [own("block_count"), own("nextn_predict_layers")];
  // Blocks that draft further tokens stand behind those of the decoder.
  if (typeof blocks === "number" && typeof predicting === "number") {
    config.num_hidden_layers = blocks - predicting;
  }
  const keyValueHeads = own("attention.head_count_kv");
  // One number a layer: those without attention have none.
  if (typeof keyValueHeads === "object") {
    const counts = [...keyValueHeads].slice(0, Number(config.num_hidden_layers ?? blocks));
    config.num_key_value_heads = counts.find((count) => count !== 0);
    if (counts.includes(0))
      config.layer_types = counts.map((count) => (count === 0 ? "linear_attention" : "full_attention"));
  }
  return config;
}

function ropeScaling(own: (key: string) => MetadataValue | undefined): Record<string, unknown> | undefined {
  const type = own("rope.scaling.type") ?? "none";
  if (type === "none") return undefined;
  const scaling: Record<string, unknown> = { rope_type: type };
  const copy = (key: string, hubName: string) => {
    const value = own(`rope.scaling.${key}`);
    if (value !== undefined) scaling[hubName] = value;
  };
  copy("factor", "factor");
  copy("original_context_length", "original_max_position_embeddings");
  copy("yarn_beta_fast", "beta_fast");
  copy("yarn_beta_slow", "beta_slow");
  const attention = own("rope.scaling.attn_factor");
  // GGUF's multiplies what YaRN gives by itself; the hub's replaces it.
  if (typeof attention === "number" && typeof scaling.factor === "number") {
    scaling.attention_factor = attention * (0.1 * Math.log(Math.max(1, scaling.factor)) + 1);
  } else if (attention !== undefined) {
    scaling.attention_factor = attention;
  }
  return scaling;
}
