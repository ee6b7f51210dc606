import { assert } from "../../errors.ts";
import type { Tensor } from "../../kernels/ops.ts";
import type { ForwardContext, ForwardOutputs, ModelDefinition, WeightSpec } from "../define-model.ts";
import { type DecoderKind, decoderConfig, type ModelConfig } from "./decoder-config.ts";
import { gatedDeltaNet, gatedDeltaNetWeights } from "./gated-delta-net.ts";
import { attentionWeights, groupedQueryAttention } from "./grouped-query-attention.ts";
import { sparseMoe, sparseMoeWeights } from "./sparse-moe.ts";
import { swiglu, swigluWeights } from "./swiglu.ts";
import { matrix, norm } from "./weight-specs.ts";

/** A decoder whose layers are a mixer and an MLP, each behind an RMS norm and added to its input. */
export function decoder(kind: DecoderKind): ModelDefinition<ModelConfig> {
  return {
    names: kind.names,
    config: (raw) => decoderConfig(raw, kind),
    weights: (config) => weights(config, kind),
    forward,
  };
}

function weights(c: ModelConfig, { ggufMlpNorm = "ffn_norm", centersNorms }: DecoderKind): readonly WeightSpec[] {
  const layer = (i: number): WeightSpec[] => {
    const [hub, gguf] = [`model.layers.${i}`, `blk.${i}`];
    const isAttention = c.layerTypes[i] === "full_attention";
    return [
      norm(`${hub}.input_layernorm`, `${gguf}.attn_norm`, c.hiddenSize, centersNorms),
      ...(isAttention ? attentionWeights(c, i) : gatedDeltaNetWeights(c.gatedDeltaNet!, i, c.hiddenSize)),
      norm(`${hub}.post_attention_layernorm`, `${gguf}.${ggufMlpNorm}`, c.hiddenSize, centersNorms),
      ...(c.moe?.isSparse[i]
        ? sparseMoeWeights(c.moe, i, c.hiddenSize)
        : swigluWeights(`${hub}.mlp`, `${gguf}.ffn_*`, c.hiddenSize, c.intermediateSize)),
    ];
  };
  return [
    matrix("model.embed_tokens", "token_embd", c.vocabSize, c.hiddenSize),
    ...Array.from({ length: c.numHiddenLayers }, (_, i) => layer(i)).flat(),
    norm("model.norm", "output_norm", c.hiddenSize, centersNorms),
    ...headWeights(c),
  ];
}

function headWeights({ head, tieWordEmbeddings, vocabSize, hiddenSize }: ModelConfig): readonly WeightSpec[] {
  if (head.kind === "classifier") return [matrix("score", "cls.output", head.labels.length, hiddenSize)];
  return head.kind === "none" || tieWordEmbeddings ? [] : [matrix("lm_head", "output", vocabSize, hiddenSize)];
}

function forward(context: ForwardContext<ModelConfig>): ForwardOutputs {
  const { ops, config: c, weight, batch, tap } = context;
  const angles = ops.rotaryTable(batch.positions, c.rope);
  let hidden = ops.embedding(batch.tokenIds, weight("model.embed_tokens.weight"));
  for (let i = 0; i < c.numHiddenLayers; i++) {
    const layer = `model.layers.${i}`;
    tap(`hidden.${i}`, hidden);
    const mixerInput = ops.rmsNorm(hidden, weight(`${layer}.input_layernorm.weight`), c.rmsNormEps);
    const mixed = mix(context, i, mixerInput, angles);
    tap(`layers.${i}.mixer`, mixed);
    hidden = ops.add(hidden, mixed);
    const mlpInput = ops.rmsNorm(hidden, weight(`${layer}.post_attention_layernorm.weight`), c.rmsNormEps);
    const fed = feed(context, i, mlpInput);
    tap(`layers.${i}.mlp`, fed);
    hidden = ops.add(hidden, fed);
  }
  tap(`hidden.${c.numHiddenLayers}`, hidden);
  const { outputRows, hiddenRows } = batch;
  const finalStates = (rows: Int32Array) =>
    ops.rmsNorm(ops.selectRows(hidden, rows), weight("model.norm.weight"), c.rmsNormEps);
  return {
    // Only what is sampled meets the large output matrix.
    ...(outputRows.length > 0 && { logits: logits(context, finalStates(outputRows)) }),
    ...(hiddenRows?.length && { hidden: finalStates(hiddenRows) }),
  };
}

/** x [R, D] → [R, V], or [R, labels] */
function logits({ ops, config: c, weight, tap }: ForwardContext<ModelConfig>, x: Tensor): Tensor {
  assert(c.head.kind !== "none", "no logits are asked of a model without a head");
  tap("final_norm", x);
  const own = c.head.kind === "classifier" ? "score.weight" : "lm_head.weight";
  const isTied = c.tieWordEmbeddings && c.head.kind === "vocabulary";
  const result = ops.linear(x, weight(isTied ? "model.embed_tokens.weight" : own));
  tap("logits", result);
  return result;
}

/** What carries information from token to token. x [T, D] → [T, D] */
function mix(context: ForwardContext<ModelConfig>, i: number, x: Tensor, angles: Tensor): Tensor {
  const { layerTypes, cacheIndices, gatedDeltaNet: delta } = context.config;
  if (layerTypes[i] === "full_attention") return groupedQueryAttention(context, i, cacheIndices[i], x, angles);
  return gatedDeltaNet(context, delta!, i, cacheIndices[i], x);
}

/** What each token computes by itself. x [T, D] → [T, D] */
function feed(context: ForwardContext<ModelConfig>, i: number, x: Tensor): Tensor {
  const { moe } = context.config;
  return moe?.isSparse[i] ? sparseMoe(context, moe, i, x) : swiglu(context, `model.layers.${i}.mlp`, x);
}
