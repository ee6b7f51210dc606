import type { Shape } from "./shapes.ts";

/** Which format a file mainly has. */
export type Mix = keyof typeof fileTypes;

/** `file_type` in a GGUF file's metadata. */
export const fileTypes = {
  f16: 1,
  q4_0: 2,
  q4_1: 3,
  q8_0: 7,
  q5_0: 8,
  q5_1: 9,
  q2_k: 10,
  q3_k: 12,
  q4_k_m: 15,
  q5_k: 17,
  iq4_nl: 25,
  iq4_xs: 30,
  mxfp4: 38,
} as const;

/** Of the others, all matrices have the format of that name. */
const mainFormat = (mix: Mix): string => (mix === "q4_k_m" ? "Q4_K" : mix.toUpperCase());

export interface TensorPlan {
  readonly name: string;
  /** Row-major, slowest dimension first. */
  readonly shape: readonly number[];
  readonly formatId: string;
  /** Of F32: numbers near -1 instead of 1, as a rate of decay must be. */
  readonly isNegative?: boolean;
}

/**
 * The tensors of a Qwen in the formats that llama.cpp's quantiser chooses: the output matrix of the 4-bit mixes, which may
 * be the embedding, is Q6_K; so are, for q4_k_m, attn_v and ffn_down of the first and last eighth of the layers and of every
 * third.
 */
export function tensorList(shape: Shape, mix: Mix): TensorPlan[] {
  const main = mainFormat(mix);
  const D = shape.hiddenSize;
  const F = shape.intermediateSize;
  const layer = (i: number): TensorPlan[] => {
    const precise = mix === "q4_k_m" && getsMoreBits(i, shape.numHiddenLayers) ? "Q6_K" : main;
    const named = (name: string) => `blk.${i}.${name}.weight`;
    return [
      vector(named("attn_norm"), D),
      ...(isAttention(shape, i) ? attention(shape, i, main, precise) : deltaNet(shape, i, main)),
      vector(named(shape.modelType === "qwen35" ? "post_attention_norm" : "ffn_norm"), D),
      matrix(named("ffn_gate"), F, D, main),
      matrix(named("ffn_up"), F, D, main),
      matrix(named("ffn_down"), D, F, precise),
    ];
  };
  const output = mix === "q4_0" || mix === "q4_k_m" ? "Q6_K" : main;
  const { vocabSize, tieWordEmbeddings: tied } = shape;
  return [
    matrix("token_embd.weight", vocabSize, D, tied ? output : main),
    ...(tied ? [] : [matrix("output.weight", vocabSize, D, output)]),
    ...Array.from({ length: shape.numHiddenLayers }, (_, i) => layer(i)).flat(),
    vector("output_norm.weight", D),
  ];
}

function isAttention({ linearAttention }: Shape, layerIndex: number): boolean {
  return !linearAttention || (layerIndex + 1) % linearAttention.fullAttentionInterval === 0;
}

function attention(shape: Shape, i: number, main: string, precise: string): TensorPlan[] {
  const D = shape.hiddenSize;
  const Q = shape.numAttentionHeads * shape.headDim;
  const KV = shape.numKeyValueHeads * shape.headDim;
  const named = (name: string) => `blk.${i}.${name}.weight`;
  const norms = [vector(named("attn_q_norm"), shape.headDim), vector(named("attn_k_norm"), shape.headDim)];
  const biases = [
    vector(`blk.${i}.attn_q.bias`, Q),
    vector(`blk.${i}.attn_k.bias`, KV),
    vector(`blk.${i}.attn_v.bias`, KV),
  ];
  return [
    // Qwen3.5's queries have gates beside them.
    matrix(named("attn_q"), shape.modelType === "qwen35" ? 2 * Q : Q, D, main),
    matrix(named("attn_k"), KV, D, main),
    matrix(named("attn_v"), KV, D, precise),
    ...(shape.modelType === "qwen2" ? biases : norms),
    matrix(named("attn_output"), D, Q, main),
  ];
}

function deltaNet({ hiddenSize: D, linearAttention }: Shape, i: number, main: string): TensorPlan[] {
  const { numKeyHeads, numValueHeads, headDim, convKernelSize } = linearAttention!;
  const V = numValueHeads * headDim;
  const channels = 2 * numKeyHeads * headDim + V;
  const named = (name: string) => `blk.${i}.${name}.weight`;
  return [
    matrix(named("attn_qkv"), channels, D, main),
    matrix(named("attn_gate"), V, D, main),
    matrix(named("ssm_beta"), numValueHeads, D, main),
    matrix(named("ssm_alpha"), numValueHeads, D, main),
    vector(named("ssm_conv1d"), channels, convKernelSize),
    { ...vector(`blk.${i}.ssm_a`, numValueHeads), isNegative: true },
    vector(`blk.${i}.ssm_dt.bias`, numValueHeads),
    vector(named("ssm_norm"), headDim),
    matrix(named("ssm_out"), D, V, main),
  ];
}

const vector = (name: string, ...shape: number[]): TensorPlan => ({ name, shape, formatId: "F32" });

const matrix = (name: string, rows: number, columns: number, formatId: string): TensorPlan => ({
  name,
  shape: [rows, columns],
  formatId,
});

function getsMoreBits(layerIndex: number, numLayers: number): boolean {
  const eighth = Math.floor(numLayers / 8);
  const late = layerIndex >= Math.floor((7 * numLayers) / 8);
  return layerIndex < eighth || late || (layerIndex - eighth) % 3 === 2;
}
