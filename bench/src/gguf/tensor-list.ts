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
}

/**
 * The tensors of a dense Qwen in the formats that llama.cpp's quantiser chooses: the output matrix of the 4-bit mixes,
 * which may be the embedding, is Q6_K; so are, for q4_k_m, attn_v and ffn_down of the first and last eighth of the layers
 * and of every third.
 */
export function tensorList(shape: Shape, mix: Mix): TensorPlan[] {
  const main = mainFormat(mix);
  const D = shape.hiddenSize;
  const F = shape.intermediateSize;
  const Q = shape.numAttentionHeads * shape.headDim;
  const KV = shape.numKeyValueHeads * shape.headDim;
  const vector = (name: string, length: number): TensorPlan => ({ name, shape: [length], formatId: "F32" });
  const matrix = (name: string, rows: number, columns: number, formatId = main): TensorPlan => ({
    name,
    shape: [rows, columns],
    formatId,
  });
  const norms = (named: (name: string) => string) => [
    vector(named("attn_q_norm"), shape.headDim),
    vector(named("attn_k_norm"), shape.headDim),
  ];
  const biases = (i: number) => [
    vector(`blk.${i}.attn_q.bias`, Q),
    vector(`blk.${i}.attn_k.bias`, KV),
    vector(`blk.${i}.attn_v.bias`, KV),
  ];
  const layer = (i: number): TensorPlan[] => {
    const precise = mix === "q4_k_m" && getsMoreBits(i, shape.numHiddenLayers) ? "Q6_K" : main;
    const named = (name: string) => `blk.${i}.${name}.weight`;
    return [
      vector(named("attn_norm"), D),
      matrix(named("attn_q"), Q, D),
      matrix(named("attn_k"), KV, D),
      matrix(named("attn_v"), KV, D, precise),
      ...(shape.modelType === "qwen2" ? biases(i) : norms(named)),
      matrix(named("attn_output"), D, Q),
      vector(named("ffn_norm"), D),
      matrix(named("ffn_gate"), F, D),
      matrix(named("ffn_up"), F, D),
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

function getsMoreBits(layerIndex: number, numLayers: number): boolean {
  const eighth = Math.floor(numLayers / 8);
  const late = layerIndex >= Math.floor((7 * numLayers) / 8);
  return layerIndex < eighth || late || (layerIndex - eighth) % 3 === 2;
}
