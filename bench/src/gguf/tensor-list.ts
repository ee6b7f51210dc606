import { embeddingFormat, layerFormat, type Mix, outputFormat } from "./mixes.ts";
import type { Shape } from "./shapes.ts";

export interface TensorPlan {
  readonly name: string;
  /** Row-major, slowest dimension first. */
  readonly shape: readonly number[];
  readonly formatId: string;
  /** Of F32: near what the numbers are; 1 by default. */
  readonly middle?: number;
}

/** A layer's matrix, in the format that the mix has for it. */
type LayerMatrix = (tensor: string, rows: number, columns: number) => TensorPlan[];

/** What multiplies the weights of an NVFP4 tensor beside the scales of its blocks. */
const TENSOR_SCALE = 1 / 64;

/** The tensors of a Qwen in the formats of a mix. */
export function tensorList(shape: Shape, mix: Mix): TensorPlan[] {
  const D = shape.hiddenSize;
  const F = shape.intermediateSize;
  const layer = (i: number): TensorPlan[] => {
    const named = (name: string) => `blk.${i}.${name}.weight`;
    const layerMatrix: LayerMatrix = (tensor, rows, columns) => {
      const formatId = layerFormat(mix, tensor, i, shape.numHiddenLayers);
      const scale = { ...vector(`blk.${i}.${tensor}.scale`, 1), middle: TENSOR_SCALE };
      return [matrix(named(tensor), rows, columns, formatId), ...(formatId === "NVFP4" ? [scale] : [])];
    };
    return [
      vector(named("attn_norm"), D),
      ...(isAttention(shape, i) ? attention(shape, i, layerMatrix) : deltaNet(shape, i, layerMatrix)),
      vector(named(shape.modelType === "qwen35" ? "post_attention_norm" : "ffn_norm"), D),
      ...layerMatrix("ffn_gate", F, D),
      ...layerMatrix("ffn_up", F, D),
      ...layerMatrix("ffn_down", D, F),
    ];
  };
  const { vocabSize, tieWordEmbeddings: tied } = shape;
  return [
    matrix("token_embd.weight", vocabSize, D, tied ? outputFormat(mix) : embeddingFormat(mix)),
    ...(tied ? [] : [matrix("output.weight", vocabSize, D, outputFormat(mix))]),
    ...Array.from({ length: shape.numHiddenLayers }, (_, i) => layer(i)).flat(),
    vector("output_norm.weight", D),
  ];
}

function isAttention({ linearAttention }: Shape, layerIndex: number): boolean {
  return !linearAttention || (layerIndex + 1) % linearAttention.fullAttentionInterval === 0;
}

function attention(shape: Shape, i: number, layerMatrix: LayerMatrix): TensorPlan[] {
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
    ...layerMatrix("attn_q", shape.modelType === "qwen35" ? 2 * Q : Q, D),
    ...layerMatrix("attn_k", KV, D),
    ...layerMatrix("attn_v", KV, D),
    ...(shape.modelType === "qwen2" ? biases : norms),
    ...layerMatrix("attn_output", D, Q),
  ];
}

function deltaNet({ hiddenSize: D, linearAttention }: Shape, i: number, layerMatrix: LayerMatrix): TensorPlan[] {
  const { numKeyHeads, numValueHeads, headDim, convKernelSize } = linearAttention!;
  const V = numValueHeads * headDim;
  const channels = 2 * numKeyHeads * headDim + V;
  const named = (name: string) => `blk.${i}.${name}.weight`;
  return [
    ...layerMatrix("attn_qkv", channels, D),
    ...layerMatrix("attn_gate", V, D),
    ...layerMatrix("ssm_beta", numValueHeads, D),
    ...layerMatrix("ssm_alpha", numValueHeads, D),
    vector(named("ssm_conv1d"), channels, convKernelSize),
    { ...vector(`blk.${i}.ssm_a`, numValueHeads), middle: -1 },
    vector(`blk.${i}.ssm_dt.bias`, numValueHeads),
    vector(named("ssm_norm"), headDim),
    ...layerMatrix("ssm_out", D, V),
  ];
}

const vector = (name: string, ...shape: number[]): TensorPlan => ({ name, shape, formatId: "F32" });

const matrix = (name: string, rows: number, columns: number, formatId: string): TensorPlan => ({
  name,
  shape: [rows, columns],
  formatId,
});
