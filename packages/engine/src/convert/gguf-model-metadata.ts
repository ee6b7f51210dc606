import { ggufConfigKeys } from "../files/gguf-config.ts";
import type { GgufValue } from "../files/gguf-writer.ts";
import { isJsonObject } from "../files/json.ts";
import type { DecoderConfig, ModelDefinition } from "../models/define-model.ts";
import type { RawConfig } from "../models/raw-config.ts";

const text = (value: string): GgufValue => ({ type: "string", value });
const count = (value: number): GgufValue => ({ type: "u32", value });
const real = (value: number): GgufValue => ({ type: "f32", value });

/** Those of a configuration's numbers that need not be whole. */
const realKeys: readonly string[] = ["rms_norm_eps", "rope_theta"];

/** What a GGUF file says of a model whose config.json is `raw`. */
export function modelMetadata(
  name: string,
  { names }: ModelDefinition,
  config: DecoderConfig,
  raw: RawConfig,
): Map<string, GgufValue> {
  const [architecture] = names;
  const metadata = new Map<string, GgufValue>([
    ["general.architecture", text(architecture)],
    ["general.type", text("model")],
    ["general.name", text(name)],
  ]);
  const rope = ropeSection(raw);
  const known: RawConfig = {
    rope_theta: 10_000,
    rms_norm_eps: 1e-6,
    ...raw,
    ...(rope.rope_theta != null && { rope_theta: rope.rope_theta }),
    max_position_embeddings: config.maxPositionEmbeddings,
    num_key_value_heads: config.numKeyValueHeads,
    head_dim: config.headDim,
  };
  for (const [key, hubName] of ggufConfigKeys) {
    const value = known[hubName];
    if (typeof value === "boolean") metadata.set(`${architecture}.${key}`, { type: "bool", value });
    if (typeof value !== "number") continue;
    metadata.set(`${architecture}.${key}`, realKeys.includes(hubName) ? real(value) : count(value));
  }
  metadata.set(`${architecture}.attention.value_length`, count(config.headDim));
  for (const [key, value] of ropeScaling(rope, config)) metadata.set(`${architecture}.rope.scaling.${key}`, value);
  return metadata;
}

function ropeSection(raw: RawConfig): RawConfig {
  return [raw.rope_parameters, raw.rope_scaling].find(isJsonObject) ?? {};
}

/** The inverse of what `files/gguf-config.ts` makes of these keys. */
function ropeScaling(rope: RawConfig, { maxPositionEmbeddings }: DecoderConfig): [string, GgufValue][] {
  const type = rope.rope_type ?? rope.type;
  const { factor } = rope;
  if ((type !== "linear" && type !== "yarn") || typeof factor !== "number") return [];
  const scaling: [string, GgufValue][] = [
    ["type", text(type)],
    ["factor", real(factor)],
  ];
  if (type === "linear") return scaling;
  const original = rope.original_max_position_embeddings ?? maxPositionEmbeddings;
  if (typeof original === "number") scaling.push(["original_context_length", count(original)]);
  if (typeof rope.beta_fast === "number") scaling.push(["yarn_beta_fast", real(rope.beta_fast)]);
  if (typeof rope.beta_slow === "number") scaling.push(["yarn_beta_slow", real(rope.beta_slow)]);
  if (typeof rope.attention_factor === "number") {
    const usual = 0.1 * Math.log(Math.max(1, factor)) + 1;
    scaling.push(["attn_factor", real(rope.attention_factor / usual)]);
  }
  return scaling;
}
