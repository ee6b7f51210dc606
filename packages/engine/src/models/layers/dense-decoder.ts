import type { Tensor } from "../../kernels/ops.ts";
import type { ForwardContext, ModelDefinition, WeightSpec } from "../define-model.ts";
import { flag, oneOf, positiveInteger, positiveNumber, type RawConfig } from "../raw-config.ts";
import {
  type AttentionConfig,
  type AttentionKind,
  attentionConfig,
  attentionWeights,
  groupedQueryAttention,
} from "./grouped-query-attention.ts";
import { swiglu, swigluWeights } from "./swiglu.ts";
import { matrix, vector } from "./weight-specs.ts";

export interface DenseConfig extends AttentionConfig {
  readonly intermediateSize: number;
  readonly tieWordEmbeddings: boolean;
}

/** A decoder whose layers are grouped-query attention and SwiGLU, each behind an RMS norm and added to its input. */
export function denseDecoder(
  names: readonly string[],
  attentionKind: (raw: RawConfig) => AttentionKind,
): ModelDefinition<DenseConfig> {
  return { names, config: (raw) => denseConfig(raw, attentionKind(raw)), weights, forward };
}

function denseConfig(raw: RawConfig, attention: AttentionKind): DenseConfig {
  oneOf(raw, "hidden_act", ["silu"], "silu");
  const numHiddenLayers = positiveInteger(raw, "num_hidden_layers", undefined, 1000);
  const hiddenSize = positiveInteger(raw, "hidden_size");
  return {
    attention,
    ...attentionConfig(raw, hiddenSize, numHiddenLayers),
    vocabSize: positiveInteger(raw, "vocab_size"),
    hiddenSize,
    intermediateSize: positiveInteger(raw, "intermediate_size"),
    numHiddenLayers,
    numAttentionLayers: numHiddenLayers,
    maxPositionEmbeddings: positiveInteger(raw, "max_position_embeddings", 32_768),
    rmsNormEps: positiveNumber(raw, "rms_norm_eps", 1e-6),
    tieWordEmbeddings: flag(raw, "tie_word_embeddings", false),
  };
}

function weights(c: DenseConfig): readonly WeightSpec[] {
  const layer = (i: number): WeightSpec[] => {
    const [hub, gguf] = [`model.layers.${i}`, `blk.${i}`];
    return [
      vector(`${hub}.input_layernorm.weight`, `${gguf}.attn_norm.weight`, c.hiddenSize),
      ...attentionWeights(c, i),
      vector(`${hub}.post_attention_layernorm.weight`, `${gguf}.ffn_norm.weight`, c.hiddenSize),
      ...swigluWeights(i, c.hiddenSize, c.intermediateSize),
    ];
  };
  return [
    matrix("model.embed_tokens", "token_embd", c.vocabSize, c.hiddenSize),
    ...Array.from({ length: c.numHiddenLayers }, (_, i) => layer(i)).flat(),
    vector("model.norm.weight", "output_norm.weight", c.hiddenSize),
    ...(c.tieWordEmbeddings ? [] : [matrix("lm_head", "output", c.vocabSize, c.hiddenSize)]),
  ];
}

function forward(context: ForwardContext<DenseConfig>): Tensor {
  const { ops, config: c, weight, batch, tap } = context;
  const angles = ops.rotaryTable(batch.positions, c.rope);
  let hidden = ops.embedding(batch.tokenIds, weight("model.embed_tokens.weight"));
  for (let i = 0; i < c.numHiddenLayers; i++) {
    const layer = `model.layers.${i}`;
    tap(`hidden.${i}`, hidden);
    const attentionInput = ops.rmsNorm(hidden, weight(`${layer}.input_layernorm.weight`), c.rmsNormEps);
    const mixed = groupedQueryAttention(context, i, attentionInput, angles);
    tap(`layers.${i}.mixer`, mixed);
    hidden = ops.add(hidden, mixed);
    const mlpInput = ops.rmsNorm(hidden, weight(`${layer}.post_attention_layernorm.weight`), c.rmsNormEps);
    const fed = swiglu(context, i, mlpInput);
    tap(`layers.${i}.mlp`, fed);
    hidden = ops.add(hidden, fed);
  }
  tap(`hidden.${c.numHiddenLayers}`, hidden);
  const rows = ops.selectRows(hidden, batch.outputRows); // only what is sampled meets the large output matrix
  const normed = ops.rmsNorm(rows, weight("model.norm.weight"), c.rmsNormEps);
  tap("final_norm", normed);
  const logits = ops.linear(normed, weight(c.tieWordEmbeddings ? "model.embed_tokens.weight" : "lm_head.weight"));
  tap("logits", logits);
  return logits;
}
