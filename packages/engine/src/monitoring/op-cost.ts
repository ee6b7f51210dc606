import { bytesPerValue } from "../cache/plan-cache.ts";
import type { Batch } from "../core/batch.ts";
import type { AttentionOptions, KvCache, StateCache, Tensor, Weight } from "../kernels/ops.ts";
import type { OpName } from "./step-trace.ts";

export interface OpCost {
  readonly bytes?: number;
  readonly flops?: number;
}

type Costs = Partial<Record<OpName, (args: never, result: Tensor) => OpCost>>;

/** Of ops that read much or multiply much; the others pass over activations once. */
const costs: Costs = {
  embedding: ([tokenIds, table]: [Int32Array, Weight]) => ({
    bytes: Math.min(1, tokenIds.length / table.shape[0]) * table.sizeBytes,
  }),
  linear: ([x, w]: [Tensor, Weight]) => ({ bytes: w.sizeBytes, flops: 2 * x.shape[0] * w.shape[0] * w.shape[1] }),
  expertLinear: ([, w]: [Tensor, Weight], { shape: [tokens, numChosen] }) => {
    const [numExperts, outputs, inputs] = w.shape;
    const pairs = tokens * numChosen;
    return { bytes: Math.min(1, pairs / numExperts) * w.sizeBytes, flops: 2 * pairs * outputs * inputs };
  },
  attention: attentionCost,
  gatedDeltaRule: ([, states, , batch]: [unknown, StateCache, number, Batch], { shape: [tokens] }) => {
    const { numValueHeads, keyHeadDim, valueHeadDim } = states.spec;
    const stateSize = numValueHeads * keyHeadDim * valueHeadDim;
    const numSequences = batch.contextLengths.length;
    // Decay; what it has for the key; the key's new value; what it has for the query.
    return { bytes: numSequences * stateSize * 4, flops: 7 * tokens * stateSize };
  },
};

/** What an op costs at least, by its arguments and what it returned. */
export function costOf(op: OpName, args: readonly unknown[], result: Tensor): OpCost {
  const cost = costs[op] as ((args: readonly unknown[], result: Tensor) => OpCost) | undefined;
  const { bytes, flops } = cost?.(args, result) ?? {};
  return { ...(bytes !== undefined && { bytes: Math.round(bytes) }), ...(flops !== undefined && { flops }) };
}

function attentionCost([q, k, , cache, , batch, options]: [
  Tensor,
  Tensor,
  Tensor,
  KvCache,
  number,
  Batch,
  AttentionOptions,
]): OpCost {
  const window = options.slidingWindow || Number.POSITIVE_INFINITY;
  const [, numHeads, headDim] = q.shape;
  const positionBytes = 2 * k.shape[1] * headDim * bytesPerValue[cache.spec.dtype];
  let [positions, pairs] = [0, 0];
  for (const [i, contextLength] of batch.contextLengths.entries()) {
    const numTokens = batch.sequenceStarts[i + 1] - batch.sequenceStarts[i];
    positions += Math.min(contextLength, window + numTokens - 1);
  }
  for (const position of batch.positions) pairs += Math.min(position + 1, window);
  // A product with the key and one with the value.
  return { bytes: positions * positionBytes, flops: 4 * pairs * numHeads * headDim };
}
