import { QwenError } from "../../errors.ts";
import type { RopeParameters, Tensor } from "../../kernels/ops.ts";
import type { DecoderConfig, ForwardContext, WeightSpec } from "../define-model.ts";
import { positiveInteger, type RawConfig } from "../raw-config.ts";
import { ropeParameters } from "./rope-parameters.ts";
import type { SlidingWindows } from "./sliding-windows.ts";
import { matrix, norm, vector } from "./weight-specs.ts";

export type Projection = "q_proj" | "k_proj" | "v_proj" | "o_proj";

/** What distinguishes the attention of one generation from that of another. */
export interface AttentionKind {
  /** Projections that add a bias. */
  readonly biases: readonly Projection[];
  /** Whether queries and keys are normalised head by head, before they are turned. */
  readonly normalizesHeads: boolean;
  /** Whether the hub has the factors of that norm less one. */
  readonly centersNorms?: boolean;
  /** Whether queries come with gates, head by head, whose sigmoid the outcome is multiplied by. */
  readonly isGated?: boolean;
}

export interface AttentionConfig extends DecoderConfig {
  readonly attention: AttentionKind;
  readonly rmsNormEps: number;
  readonly rope: RopeParameters;
  /** [L] attention window of each layer; 0 sees everything. */
  readonly slidingWindows: readonly number[];
}

/** Sixteen times what any Qwen has: a list of frequencies is made of it before any tensor bears it out. */
const largestHeadDim = 2048;

/** @throws QwenError `model/bad-config` */
export function attentionConfig(
  raw: RawConfig,
  slidingWindows: SlidingWindows,
  hiddenSize: number,
  numHiddenLayers: number,
) {
  const numAttentionHeads = positiveInteger(raw, "num_attention_heads");
  const numKeyValueHeads = positiveInteger(raw, "num_key_value_heads", numAttentionHeads);
  const headDim = positiveInteger(raw, "head_dim", hiddenSize / numAttentionHeads, largestHeadDim);
  if (numAttentionHeads % numKeyValueHeads !== 0 || headDim % 2 !== 0) {
    throw new QwenError(
      "model/bad-config",
      `${numAttentionHeads} query heads cannot share ${numKeyValueHeads} key-value heads of size ${headDim}: expected a whole multiple and an even size`,
      { details: { numAttentionHeads, numKeyValueHeads, headDim } },
    );
  }
  const rope = ropeParameters(raw, headDim);
  return { numAttentionHeads, numKeyValueHeads, headDim, rope, slidingWindows: slidingWindows(raw, numHiddenLayers) };
}

export function attentionWeights(c: AttentionConfig, i: number): WeightSpec[] {
  const [hub, gguf] = [`model.layers.${i}.self_attn`, `blk.${i}`];
  const queries = c.numAttentionHeads * c.headDim;
  const keys = c.numKeyValueHeads * c.headDim;
  const projections: readonly [Projection, string, number, number][] = [
    ["q_proj", `${gguf}.attn_q`, c.attention.isGated ? 2 * queries : queries, c.hiddenSize],
    ["k_proj", `${gguf}.attn_k`, keys, c.hiddenSize],
    ["v_proj", `${gguf}.attn_v`, keys, c.hiddenSize],
    ["o_proj", `${gguf}.attn_output`, c.hiddenSize, queries],
  ];
  const biased = projections.filter(([name]) => c.attention.biases.includes(name));
  const norms = (["q_norm", "k_norm"] as const).map((name) =>
    norm(`${hub}.${name}`, `${gguf}.attn_${name}`, c.headDim, c.attention.centersNorms),
  );
  return [
    ...projections.map(([name, ggufName, rows, columns]) => matrix(`${hub}.${name}`, ggufName, rows, columns)),
    ...biased.map(([name, ggufName, rows]) => vector(`${hub}.${name}.bias`, `${ggufName}.bias`, rows)),
    ...(c.attention.normalizesHeads ? norms : []),
  ];
}

/** x [T, D], angles of the batch's positions → [T, D]; `cacheIndex`: number of the layer among those of attention. */
export function groupedQueryAttention(
  context: ForwardContext<AttentionConfig>,
  i: number,
  cacheIndex: number,
  x: Tensor,
  angles: Tensor,
): Tensor {
  const { ops, config: c, weight, cache, batch, tap } = context;
  const layer = `model.layers.${i}.self_attn`;
  const project = (input: Tensor, name: Projection): Tensor => {
    const y = ops.linear(input, weight(`${layer}.${name}.weight`));
    return c.attention.biases.includes(name) ? ops.addBias(y, weight(`${layer}.${name}.bias`)) : y;
  };
  const normed = (heads: Tensor, norm: "q_norm" | "k_norm"): Tensor =>
    c.attention.normalizesHeads ? ops.rmsNorm(heads, weight(`${layer}.${norm}.weight`), c.rmsNormEps) : heads;
  const [T] = x.shape;
  const [H, P] = [c.numAttentionHeads, c.headDim];
  const projected = project(x, "q_proj");
  const queriesAndGates = c.attention.isGated && ops.reshape(projected, [T, H, 2 * P]);
  const queries = queriesAndGates ? ops.slice(queriesAndGates, 0, P) : ops.reshape(projected, [T, H, P]);
  // Side by side, ops that do not need each other share a barrier.
  const keys = ops.reshape(project(x, "k_proj"), [T, c.numKeyValueHeads, P]);
  const v = ops.reshape(project(x, "v_proj"), [T, c.numKeyValueHeads, P]);
  const [normedQueries, normedKeys] = [normed(queries, "q_norm"), normed(keys, "k_norm")];
  const [q, k] = [ops.rope(normedQueries, angles), ops.rope(normedKeys, angles)];
  tap(`cache.${i}.keys`, k);
  tap(`cache.${i}.values`, v);
  const options = { scale: P ** -0.5, slidingWindow: c.slidingWindows[i] };
  const attended = ops.attention(q, k, v, cache, cacheIndex, batch, options);
  if (!queriesAndGates) return project(attended, "o_proj");
  const gates = ops.reshape(ops.slice(queriesAndGates, P, P), attended.shape);
  return project(ops.sigmoidMul(gates, attended), "o_proj");
}
