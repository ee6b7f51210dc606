import type { WeightRequest } from "../kernels/backend.ts";
import type { StateSpec } from "../kernels/ops.ts";
import { keptBytesOf } from "./kept-formats.ts";
import type { ModelPlan } from "./load-model.ts";

/** What a model takes to run, in bytes, about: of memory, and of what is read for each token. */
export interface ModelNeeds {
  /** Weights as they are kept. */
  readonly weightBytes: number;
  /** Weights that one token of an answer reads: of experts the chosen ones, of an embedding that is only looked up nothing. */
  readonly weightBytesPerToken: number;
  /** Keys and values of a token, in 16 bits. */
  readonly cacheBytesPerToken: number;
  /** State of linear attention, for each sequence; 0 for models without. */
  readonly stateBytes: number;
  /** Longest sequence the model was made for, in tokens. */
  readonly maxPositionEmbeddings: number;
}

export function needsOf({ config, keptBytes, requests }: ModelPlan): ModelNeeds {
  const { numAttentionLayers, numKeyValueHeads, headDim, linearAttention, moe, head, maxPositionEmbeddings } = config;
  const isTied = head.kind === "vocabulary" && !requests.some(({ name }) => name === "lm_head.weight");
  const shareOf = ({ kind, name, shape }: WeightRequest): number => {
    if (kind === "experts") return (moe?.numExpertsPerToken ?? shape[0]) / shape[0];
    return name === "model.embed_tokens.weight" && !isTied ? 0 : 1;
  };
  return {
    weightBytes: keptBytes,
    weightBytesPerToken: requests.reduce((sum, request) => sum + shareOf(request) * keptBytesOf(request), 0),
    cacheBytesPerToken: 2 * 2 * numAttentionLayers * numKeyValueHeads * headDim,
    stateBytes: linearAttention ? stateBytes(linearAttention) : 0,
    maxPositionEmbeddings,
  };
}

/** A matrix a value head, and the last inputs of the convolution, in 32 bits. */
function stateBytes(spec: StateSpec): number {
  const { numLayers, numKeyHeads, numValueHeads, keyHeadDim, valueHeadDim, convKernelSize } = spec;
  const channels = 2 * numKeyHeads * keyHeadDim + numValueHeads * valueHeadDim;
  return 4 * numLayers * (numValueHeads * keyHeadDim * valueHeadDim + (convKernelSize - 1) * channels);
}
