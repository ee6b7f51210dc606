import { QwenError } from "../../errors.ts";
import { shown } from "../../files/quoted.ts";
import type { Head } from "../define-model.ts";
import { headConfig } from "../head.ts";
import { flag, oneOf, positiveInteger, positiveNumber, type RawConfig } from "../raw-config.ts";
import { type GatedDeltaNetConfig, type GatedDeltaNetKind, gatedDeltaNetConfig } from "./gated-delta-net.ts";
import { type AttentionConfig, type AttentionKind, attentionConfig } from "./grouped-query-attention.ts";
import { longestSequence } from "./rope-parameters.ts";
import { noWindows, type SlidingWindows } from "./sliding-windows.ts";
import { type MoeConfig, type MoeKind, moeConfig } from "./sparse-moe.ts";

/** How a config.json is read. */
export interface ConfigReading {
  /** What the official code takes for keys that are left out. */
  readonly defaults: RawConfig;
  /** Whether the section about the decoder alone may say that the output matrix is the embedding. */
  readonly textMayTie?: true;
}

/** What distinguishes one generation of decoders from another. */
export interface DecoderKind extends ConfigReading {
  /** `general.architecture` in GGUF, `model_type` and class names on the hub. */
  readonly names: readonly string[];
  /** What GGUF files of the text alone bear; absent: the first name. */
  readonly ggufArchitecture?: string;
  readonly attention: (raw: RawConfig) => AttentionKind;
  /** Absent: every layer sees everything. */
  readonly slidingWindows?: SlidingWindows;
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
  const raw = textConfig(whole, kind);
  oneOf(raw, "hidden_act", ["silu", "swish"], "silu");
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
    ...attentionConfig(raw, kind.slidingWindows ?? noWindows, hiddenSize, numHiddenLayers),
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
    tieWordEmbeddings: flag(raw, "tie_word_embeddings", false) && whole.has_own_output !== true,
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

/**
 * The decoder's part of a configuration, completed with defaults: models that see or hear have it in a section of its
 * own.
 */
export function textConfig(raw: RawConfig, { defaults, textMayTie }: ConfigReading): RawConfig {
  const owner = objectAt(raw, "thinker_config") ?? raw;
  const inner = objectAt(owner, "text_config");
  if (!inner) return { ...defaults, ...raw };
  // The output matrix is the whole model's, so what the whole says of it counts.
  const tied = textMayTie && inner.tie_word_embeddings === true ? true : owner.tie_word_embeddings;
  return { ...defaults, ...inner, tie_word_embeddings: tied };
}

const objectAt = (raw: RawConfig, key: string): RawConfig | undefined =>
  typeof raw[key] === "object" && raw[key] !== null ? (raw[key] as RawConfig) : undefined;

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
