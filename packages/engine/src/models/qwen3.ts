import { QwenError } from "../errors.ts";
import type { RopeParameters, Tensor } from "../kernels/ops.ts";
import type { DecoderConfig, ForwardContext, ModelDefinition, WeightSpec } from "./define-model.ts";
import { ropeParameters } from "./layers/rope-parameters.ts";
import { slidingWindows } from "./layers/sliding-windows.ts";
import { flag, oneOf, positiveInteger, positiveNumber, type RawConfig } from "./raw-config.ts";

export interface Qwen3Config extends DecoderConfig {
  readonly intermediateSize: number;
  readonly rmsNormEps: number;
  readonly attentionBias: boolean;
  readonly tieWordEmbeddings: boolean;
  readonly rope: RopeParameters;
  /** [L] attention window of each layer; 0 sees everything. */
  readonly slidingWindows: readonly number[];
}

/** Sixteen times what any Qwen has: a list of frequencies is made of it before any tensor bears it out. */
const largestHeadDim = 2048;

/** Qwen3 dense: grouped-query attention with normalised queries and keys, SwiGLU. @see https://arxiv.org/abs/2505.09388 */
export const qwen3: ModelDefinition<Qwen3Config> = {
  names: ["qwen3", "Qwen3ForCausalLM"],
  config,
  weights,
  forward,
};

function config(raw: RawConfig): Qwen3Config {
  oneOf(raw, "hidden_act", ["silu"], "silu");
  const numHiddenLayers = positiveInteger(raw, "num_hidden_layers", undefined, 1000);
  const hiddenSize = positiveInteger(raw, "hidden_size");
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
  return {
    vocabSize: positiveInteger(raw, "vocab_size"),
    hiddenSize,
    intermediateSize: positiveInteger(raw, "intermediate_size"),
    numHiddenLayers,
    numAttentionHeads,
    numKeyValueHeads,
    headDim,
    maxPositionEmbeddings: positiveInteger(raw, "max_position_embeddings", 32_768),
    rmsNormEps: positiveNumber(raw, "rms_norm_eps", 1e-6),
    attentionBias: flag(raw, "attention_bias", false),
    tieWordEmbeddings: flag(raw, "tie_word_embeddings", false),
    rope: ropeParameters(raw, headDim),
    slidingWindows: slidingWindows(raw, numHiddenLayers),
  };
}

function weights(c: Qwen3Config): readonly WeightSpec[] {
  const queries = c.numAttentionHeads * c.headDim;
  const keys = c.numKeyValueHeads * c.headDim;
  const matrix = (name: string, ggufName: string, rows: number, columns: number): WeightSpec => ({
    name: `${name}.weight`,
    ggufName: `${ggufName}.weight`,
    shape: [rows, columns],
    kind: "matrix",
  });
  const vector = (name: string, ggufName: string, length: number): WeightSpec => ({
    name,
    ggufName,
    shape: [length],
    kind: "vector",
  });
  const layer = (i: number): WeightSpec[] => {
    const hub = `model.layers.${i}`;
    const attention = `${hub}.self_attn`;
    const gguf = `blk.${i}`;
    const biases = [
      vector(`${attention}.q_proj.bias`, `${gguf}.attn_q.bias`, queries),
      vector(`${attention}.k_proj.bias`, `${gguf}.attn_k.bias`, keys),
      vector(`${attention}.v_proj.bias`, `${gguf}.attn_v.bias`, keys),
      vector(`${attention}.o_proj.bias`, `${gguf}.attn_output.bias`, c.hiddenSize),
    ];
    return [
      vector(`${hub}.input_layernorm.weight`, `${gguf}.attn_norm.weight`, c.hiddenSize),
      matrix(`${attention}.q_proj`, `${gguf}.attn_q`, queries, c.hiddenSize),
      matrix(`${attention}.k_proj`, `${gguf}.attn_k`, keys, c.hiddenSize),
      matrix(`${attention}.v_proj`, `${gguf}.attn_v`, keys, c.hiddenSize),
      matrix(`${attention}.o_proj`, `${gguf}.attn_output`, c.hiddenSize, queries),
      ...(c.attentionBias ? biases : []),
      vector(`${attention}.q_norm.weight`, `${gguf}.attn_q_norm.weight`, c.headDim),
      vector(`${attention}.k_norm.weight`, `${gguf}.attn_k_norm.weight`, c.headDim),
      vector(`${hub}.post_attention_layernorm.weight`, `${gguf}.ffn_norm.weight`, c.hiddenSize),
      matrix(`${hub}.mlp.gate_proj`, `${gguf}.ffn_gate`, c.intermediateSize, c.hiddenSize),
      matrix(`${hub}.mlp.up_proj`, `${gguf}.ffn_up`, c.intermediateSize, c.hiddenSize),
      matrix(`${hub}.mlp.down_proj`, `${gguf}.ffn_down`, c.hiddenSize, c.intermediateSize),
    ];
  };
  return [
    matrix("model.embed_tokens", "token_embd", c.vocabSize, c.hiddenSize),
    ...Array.from({ length: c.numHiddenLayers }, (_, i) => layer(i)).flat(),
    vector("model.norm.weight", "output_norm.weight", c.hiddenSize),
    ...(c.tieWordEmbeddings ? [] : [matrix("lm_head", "output", c.vocabSize, c.hiddenSize)]),
  ];
}

function forward(context: ForwardContext<Qwen3Config>): Tensor {
  const { ops, config: c, weight, batch, tap } = context;
  const angles = ops.rotaryTable(batch.positions, c.rope);
  let hidden = ops.embedding(batch.tokenIds, weight("model.embed_tokens.weight"));
  for (let i = 0; i < c.numHiddenLayers; i++) {
    const layer = `model.layers.${i}`;
    tap(`hidden.${i}`, hidden);
    const attentionInput = ops.rmsNorm(hidden, weight(`${layer}.input_layernorm.weight`), c.rmsNormEps);
    const mixed = attention(context, i, attentionInput, angles);
    tap(`layers.${i}.mixer`, mixed);
    hidden = ops.add(hidden, mixed);
    const mlpInput = ops.rmsNorm(hidden, weight(`${layer}.post_attention_layernorm.weight`), c.rmsNormEps);
    const fed = mlp(context, i, mlpInput);
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

/** x [T, D] → [T, D] */
function attention(context: ForwardContext<Qwen3Config>, i: number, x: Tensor, angles: Tensor): Tensor {
  const { ops, config: c, weight, cache, batch, tap } = context;
  const layer = `model.layers.${i}.self_attn`;
  const project = (input: Tensor, name: string): Tensor => {
    const y = ops.linear(input, weight(`${layer}.${name}.weight`));
    return c.attentionBias ? ops.addBias(y, weight(`${layer}.${name}.bias`)) : y;
  };
  const [T] = x.shape;
  const q = ops.reshape(project(x, "q_proj"), [T, c.numAttentionHeads, c.headDim]);
  const k = ops.reshape(project(x, "k_proj"), [T, c.numKeyValueHeads, c.headDim]);
  const v = ops.reshape(project(x, "v_proj"), [T, c.numKeyValueHeads, c.headDim]);
  const turnedQ = ops.rope(ops.rmsNorm(q, weight(`${layer}.q_norm.weight`), c.rmsNormEps), angles);
  const turnedK = ops.rope(ops.rmsNorm(k, weight(`${layer}.k_norm.weight`), c.rmsNormEps), angles);
  tap(`cache.${i}.keys`, turnedK);
  tap(`cache.${i}.values`, v);
  const options = { scale: c.headDim ** -0.5, slidingWindow: c.slidingWindows[i] };
  return project(ops.attention(turnedQ, turnedK, v, cache, i, batch, options), "o_proj");
}

/** x [T, D] → [T, D] */
function mlp({ ops, weight }: ForwardContext<Qwen3Config>, i: number, x: Tensor): Tensor {
  const layer = `model.layers.${i}.mlp`;
  const gate = ops.linear(x, weight(`${layer}.gate_proj.weight`));
  const up = ops.linear(x, weight(`${layer}.up_proj.weight`));
  return ops.linear(ops.siluMul(gate, up), weight(`${layer}.down_proj.weight`));
}
