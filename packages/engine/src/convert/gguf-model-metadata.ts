import { ggufConfigKeys } from "../files/gguf-config.ts";
import type { GgufValue } from "../files/gguf-writer.ts";
import type { DecoderConfig, ModelDefinition } from "../models/define-model.ts";
import type { ModelConfig } from "../models/layers/decoder-config.ts";
import { ropeSection } from "../models/layers/rope-parameters.ts";
import type { RawConfig } from "../models/raw-config.ts";

const text = (value: string): GgufValue => ({ type: "string", value });
const count = (value: number): GgufValue => ({ type: "u32", value });
const real = (value: number): GgufValue => ({ type: "f32", value });

/** Those of a configuration's numbers that need not be whole. */
const realNames: readonly string[] = ["rms_norm_eps", "rope_theta"];

/** What a GGUF file says of a model whose config.json is `raw`. The inverse of `files/gguf-config.ts`. */
export function modelMetadata(
  name: string,
  definition: ModelDefinition,
  config: DecoderConfig,
  raw: RawConfig,
): Map<string, GgufValue> {
  const own = definition.textConfig(raw);
  const rope = ropeSection(own);
  const architecture = definition.ggufArchitecture;
  const values = [
    ...sharedValues(own, rope, config),
    ["attention.value_length", count(config.headDim)] as const,
    ...ropeValues(own, rope, config as Partial<ModelConfig>),
    ...hybridValues(rope, config as Partial<ModelConfig>),
    ...headValues(config),
    ...(config.hasDraftBlock ? [["nextn_predict_layers", count(1)] as const] : []),
  ];
  return new Map<string, GgufValue>([
    ["general.architecture", text(architecture)],
    ["general.type", text("model")],
    ["general.name", text(name)],
    ...values.map(([key, value]) => [`${architecture}.${key}`, value] as const),
  ]);
}

type Entry = readonly [string, GgufValue];

/** What both have names for. */
function sharedValues(own: RawConfig, rope: RawConfig, config: DecoderConfig): Entry[] {
  const known: RawConfig = {
    ...own,
    rope_theta: rope.rope_theta ?? own.rope_theta,
    max_position_embeddings: config.maxPositionEmbeddings,
    num_experts: own.num_local_experts ?? own.num_experts,
    num_key_value_heads: config.numKeyValueHeads,
    head_dim: config.headDim,
    // Of all blocks; how many of them guess is said apart.
    num_hidden_layers: config.numHiddenLayers + Number(config.hasDraftBlock),
  };
  return ggufConfigKeys.flatMap(([key, hubName]): Entry[] => {
    const value = known[hubName];
    if (typeof value === "boolean") return [[key, { type: "bool", value }]];
    if (typeof value !== "number") return [];
    return [[key, realNames.includes(hubName) ? real(value) : count(value)]];
  });
}

function ropeValues(own: RawConfig, rope: RawConfig, { rope: angles }: Partial<ModelConfig>): Entry[] {
  const type = rope.rope_type ?? rope.type;
  const { factor, beta_fast: betaFast, beta_slow: betaSlow } = rope;
  if ((type !== "linear" && type !== "yarn") || typeof factor !== "number") return [];
  const original = rope.original_max_position_embeddings ?? own.max_position_embeddings;
  // GGUF's multiplies what YaRN gives by itself; the hub's replaces it.
  const usual = 0.1 * Math.log(Math.max(1, factor)) + 1;
  const values: readonly (readonly [string, unknown, (value: number) => GgufValue])[] = [
    ["factor", factor, real],
    ["original_context_length", original, count],
    ["yarn_beta_fast", betaFast, real],
    ["yarn_beta_slow", betaSlow, real],
    ["attn_factor", angles && angles.scale !== usual && type === "yarn" ? angles.scale / usual : undefined, real],
  ];
  return [
    ["rope.scaling.type", text(type)],
    ...values.flatMap(([key, value, typed]): Entry[] =>
      typeof value === "number" ? [[`rope.scaling.${key}`, typed(value)]] : [],
    ),
  ];
}

/** `enum llama_pooling_type` */
const pooling = { last: 3, rank: 4 } as const;

function headValues({ head }: DecoderConfig): Entry[] {
  if (head.kind === "none") return [["pooling_type", count(pooling.last)]];
  if (head.kind !== "classifier") return [];
  const labels: GgufValue = { type: "array", of: "string", values: head.labels };
  return [
    ["pooling_type", count(pooling.rank)],
    ["classifier.output_labels", labels],
  ];
}

/** What follows from a configuration, and has no name of its own there. */
function hybridValues(rope: RawConfig, { gatedDeltaNet, rope: angles, layerTypes }: Partial<ModelConfig>): Entry[] {
  const sections = Array.isArray(rope.mrope_section) ? rope.mrope_section.filter(Number.isInteger) : [];
  const values: Entry[] = angles ? [["rope.dimension_count", count(2 * angles.inverseFrequencies.length)]] : [];
  if (sections.length > 0) {
    // Of time, height, width, and one that text does not have.
    const four = [...sections, 0, 0, 0].slice(0, 4);
    values.push(["rope.dimension_sections", { type: "array", of: "i32", values: four }]);
  }
  if (!gatedDeltaNet || !layerTypes) return values;
  const { convKernelSize, numValueHeads, valueHeadDim } = gatedDeltaNet;
  const firstAttention = layerTypes.indexOf("full_attention");
  // Where no layer is attention, the first one would be behind the last.
  const interval = 1 + (firstAttention < 0 ? layerTypes.length : firstAttention);
  return [
    ...values,
    ["full_attention_interval", count(interval)],
    ["ssm.conv_kernel", count(convKernelSize)],
    ["ssm.inner_size", count(numValueHeads * valueHeadDim)],
  ];
}
