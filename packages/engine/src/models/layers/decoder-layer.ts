import type { Tensor } from "../../kernels/ops.ts";
import type { ForwardContext, WeightSpec } from "../define-model.ts";
import type { DecoderKind, ModelConfig } from "./decoder-config.ts";
import { gatedDeltaNet, gatedDeltaNetWeights } from "./gated-delta-net.ts";
import { attentionWeights, groupedQueryAttention } from "./grouped-query-attention.ts";
import { sparseMoe, sparseMoeWeights } from "./sparse-moe.ts";
import { swiglu, swigluWeights } from "./swiglu.ts";
import { norm } from "./weight-specs.ts";

export function decoderLayerWeights(
  c: ModelConfig,
  { ggufMlpNorm = "ffn_norm", centersNorms }: DecoderKind,
  i: number,
): WeightSpec[] {
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
}

/** A mixer and an MLP, each behind an RMS norm and added to its input. hidden [T, D] → [T, D] */
export function decoderLayer(context: ForwardContext<ModelConfig>, i: number, hidden: Tensor, angles: Tensor): Tensor {
  const { ops, config: c, weight, tap } = context;
  const layer = `model.layers.${i}`;
  const mixerInput = ops.rmsNorm(hidden, weight(`${layer}.input_layernorm.weight`), c.rmsNormEps);
  const mixed = mix(context, i, mixerInput, angles);
  tap(`layers.${i}.mixer`, mixed);
  const between = ops.add(hidden, mixed);
  const mlpInput = ops.rmsNorm(between, weight(`${layer}.post_attention_layernorm.weight`), c.rmsNormEps);
  const fed = feed(context, i, mlpInput);
  tap(`layers.${i}.mlp`, fed);
  return ops.add(between, fed);
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
