import { QwenError } from "../../errors.ts";
import { shown } from "../../files/quoted.ts";
import type { Head } from "../define-model.ts";
import { headConfig } from "../head.ts";
import { flag, oneOf, positiveInteger, positiveNumber, type RawConfig } from "../raw-config.ts";
import { type GatedDeltaNetConfig, type GatedDeltaNetKind, gatedDeltaNetConfig } from "./gated-delta-net.ts";
import { type AttentionConfig, type AttentionKind, attentionConfig } from "./grouped-query-attention.ts";
import { longestSequence } from "./rope-parameters.ts";
import { type MoeConfig, type MoeKind, moeConfig } from "./sparse-moe.ts";

/** What distinguishes one generation of decoders from another. */
export interface DecoderKind {
  /** `general.architecture` in GGUF, `model_type` and class names on the hub. */
  readonly names: readonly string[];
  readonly attention: (raw: RawConfig) => AttentionKind;
  /** Size of a head where the configuration does not say; absent: hidden size over heads. */
  readonly headDim?: number;
  /** Share of a head's channels that turn where the configuration does not say; absent: all. */
  readonly partialRotaryFactor?: number;
  /** Whether the hub has the factors of norms less one. */
  readonly centersNorms?: boolean;
  /** GGUF's name of the norm before the MLP; absent: "ffn_norm". */
  readonly ggufMlpNorm?: string;
  /** Absent: every layer is attention. */
  readonly linearAttention?: GatedDeltaNetKind;
  /** Absent: every layer has one dense MLP. */
  readonly moe?: MoeKind;
  /** Whether files may have a block that guesses further tokens. */
  readonly mayDraft?: boolean;
}

export type LayerType = "full_attention" | "linear_attention";

export interface ModelConfig extends AttentionConfig {
  readonly intermediateSize: number;
  readonly tieWordEmbeddings: boolean;
  readonly head: Head;
  /** [L], and one more for a draft block; so with what else is said layer by layer. */
  readonly layerTypes: readonly LayerType[];
  /** [L] number of each layer among those of its type: its place in the caches. */
  readonly cacheIndices: readonly number[];
  readonly gatedDeltaNet?: GatedDeltaNetConfig;
  /** There if any layer has experts. */
  readonly moe?: MoeConfig;
}

/** Checks and normalises config.json, or what GGUF metadata translates to. @throws QwenError `model/bad-config` */
export function decoderConfig(whole: RawConfig, kind: DecoderKind, drafts = true): ModelConfig {
  const raw = textConfig(whole);
  oneOf(raw, "hidden_act", ["silu"], "silu");
  requireCausal(raw);
  const numHiddenLayers = positiveInteger(raw, "num_hidden_layers", undefined, 1000);
  const hiddenSize = positiveInteger(raw, "hidden_size");
  const head = headConfig(whole);
  const mayDraft = kind.mayDraft === true && head.kind === "vocabulary";
  const hasDraftBlock = drafts && mayDraft && whole.has_draft_block === true;
  const own = kind.linearAttention ? hybridLayers(raw, numHiddenLayers) : allAttention(numHiddenLayers);
  const layerTypes = hasDraftBlock ? [...own, "full_attention" as const] : own;
  const numAttentionLayers = layerTypes.filter((type) => type === "full_attention").length;
  const numLinearLayers = layerTypes.length - numAttentionLayers;
  const gatedDeltaNet =
    kind.linearAttention && numLinearLayers > 0
      ? gatedDeltaNetConfig(raw, kind.linearAttention, numLinearLayers)
      : undefined;
  const moe = kind.moe && moeConfig(raw, kind.moe, layerTypes.length);
  return {
    attention: kind.attention(raw),
    ...attentionConfig(raw, kind, hiddenSize, numHiddenLayers),
    vocabSize: positiveInteger(raw, "vocab_size"),
    hiddenSize,
    intermediateSize: moe?.isSparse.every(Boolean) ? 0 : positiveInteger(raw, "intermediate_size"),
    numHiddenLayers,
    numAttentionLayers,
    hasDraftBlock,
    layerTypes,
    cacheIndices: layerTypes.map((type, i) => layerTypes.slice(0, i).filter((other) => other === type).length),
    ...(gatedDeltaNet && { gatedDeltaNet, linearAttention: gatedDeltaNet }),
    ...(moe && { moe }),
    maxPositionEmbeddings: longestSequence(raw),
    rmsNormEps: positiveNumber(raw, "rms_norm_eps", 1e-6),
    tieWordEmbeddings: flag(raw, "tie_word_embeddings", false),
    head,
  };
}

/** Some embedding models were made of decoders by letting each token see those after it. */
function requireCausal(raw: RawConfig): void {
  if (flag(raw, "is_causal", true)) return;
  const message =
    "the model's attention is not causal (is_causal is false): its tokens also see those after them, which this version cannot compute. Take an embedding model whose attention is causal, such as Qwen3-Embedding";
  throw new QwenError("model/unsupported-architecture", message);
}

/** The decoder's part of a configuration: those of models that see or hear have it in a section of its own. */
export function textConfig(raw: RawConfig): RawConfig {
  const inner = [raw.text_config, (raw.thinker_config as RawConfig | undefined)?.text_config].find(
    (section) => typeof section === "object" && section !== null,
  ) as RawConfig | undefined;
  if (!inner) return raw;
  // The output matrix is the whole model's, so what the whole says of it counts.
  return { ...inner, ...("tie_word_embeddings" in raw && { tie_word_embeddings: raw.tie_word_embeddings }) };
}

const allAttention = (numLayers: number): LayerType[] => new Array<LayerType>(numLayers).fill("full_attention");

/** `layer_types` decides where it is given; otherwise each `full_attention_interval`-th layer is attention. */
function hybridLayers(raw: RawConfig, numLayers: number): LayerType[] {
  const types = raw.layer_types;
  if (types == null) {
    const interval = positiveInteger(raw, "full_attention_interval", 4);
    return Array.from({ length: numLayers }, (_, i) =>
      (i + 1) % interval === 0 ? "full_attention" : "linear_attention",
    );
  }
  const known = Array.isArray(types) && types.every((type) => type === "full_attention" || type === "linear_attention");
  if (known && types.length === numLayers) return types;
  throw new QwenError(
    "model/bad-config",
    `layer_types must name "full_attention" or "linear_attention" for each of the ${numLayers} layers; got ${shown(types)}`,
  );
}
