import type { GgufCheckpoint, MetadataValue } from "./checkpoint.ts";

/** GGUF metadata keys without their "<architecture>." prefix, and the hub's names for the same thing. */
const KEYS: readonly (readonly [string, string])[] = [
  ["block_count", "num_hidden_layers"],
  ["context_length", "max_position_embeddings"],
  ["embedding_length", "hidden_size"],
  ["feed_forward_length", "intermediate_size"],
  ["attention.head_count", "num_attention_heads"],
  ["attention.head_count_kv", "num_key_value_heads"],
  ["attention.key_length", "head_dim"],
  ["attention.layer_norm_rms_epsilon", "rms_norm_eps"],
  ["rope.freq_base", "rope_theta"],
];

/**
 * What config.json on the hub would say of this model, as far as the metadata knows. Values are passed on as they are:
 * the architecture checks them as it checks those of a config.json.
 */
export function configFromGguf(checkpoint: GgufCheckpoint): Record<string, unknown> {
  const { metadata, tensors } = checkpoint;
  const architecture = metadata.get("general.architecture");
  const own = (key: string) => metadata.get(`${architecture}.${key}`);
  const config: Record<string, unknown> = {
    model_type: architecture,
    vocab_size: own("vocab_size") ?? tensors.get("token_embd.weight")?.shape[0],
    tie_word_embeddings: !tensors.has("output.weight"),
  };
  for (const [key, hubName] of KEYS) {
    const value = own(key);
    if (value !== undefined) config[hubName] = value;
  }
  const scaling = ropeScaling(own);
  if (scaling) config.rope_scaling = scaling;
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
