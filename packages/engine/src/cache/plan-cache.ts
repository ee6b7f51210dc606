import { QwenError } from "../errors.ts";
import type { KvCacheSpec } from "../kernels/ops.ts";
import { planStates, type StateDemand, type StatePlan } from "./plan-states.ts";

const blockLength = 32;
/** In 8 bits, 32 values share a scale of 4 bytes. */
/** Bytes of a cached number; of Q8_0, with its share of a scale. */
export const bytesPerValue = { F32: 4, F16: 2, Q8_0: 1.125 } as const;

export interface CacheDemand {
  readonly layers: Pick<KvCacheSpec, "numLayers" | "numKeyValueHeads" | "headDim" | "dtype">;
  /** Of models whose linear attention carries a state. */
  readonly states?: Omit<StateDemand, "maxSequences">;
  /** Longest sequence the model was made for. */
  readonly maxPositionEmbeddings: number;
  /** Longest sequence wanted, checked; when absent, as long as model and budget allow. */
  readonly contextLength?: number;
  /** Sequences that are computed together at most. */
  readonly maxSequences: number;
  /** Bytes to stay within where nothing was asked for. */
  readonly budgetBytes: number;
}

export interface CachePlan {
  readonly contextLength: number;
  readonly spec: KvCacheSpec;
  readonly states?: StatePlan;
}

/**
 * How long sequences may be and how many blocks the cache has: enough for one sequence of full length, at most enough
 * for `maxSequences` of them, and in between as many as the budget pays for, from which states take their part first.
 * @throws QwenError `engine/out-of-memory`
 */
export function planCache(demand: CacheDemand): CachePlan {
  const { layers, maxSequences, maxPositionEmbeddings } = demand;
  const states = planStatesWithin(demand);
  const budgetBytes = demand.budgetBytes - (states?.sizeBytes ?? 0);
  const affordableBlocks = Math.max(0, Math.floor(budgetBytes / blockBytes(layers)));
  const contextLength = demand.contextLength ?? Math.min(maxPositionEmbeddings, affordableBlocks * blockLength);
  if (contextLength < 1) {
    const [needed, left] = [blockBytes(layers) + (states?.sizeBytes ?? 0), Math.floor(demand.budgetBytes)];
    const remedy = states ? "allow fewer sequences at once, or take a smaller model" : "take a smaller model";
    const message = `The cache needs at least ${needed} bytes, but only ${left} may be used; ${remedy}.`;
    throw new QwenError("engine/out-of-memory", message, { details: { needed, left } });
  }
  const blocksPerSequence = Math.ceil(contextLength / blockLength);
  const numBlocks = Math.max(blocksPerSequence, Math.min(affordableBlocks, blocksPerSequence * maxSequences));
  return { contextLength, spec: { ...layers, blockLength, numBlocks }, ...(states && { states }) };
}

/** A length that was asked for is had at any rate; checkpoints have what it leaves. */
function planStatesWithin({ layers, states, contextLength = 0, maxSequences, budgetBytes }: CacheDemand) {
  const wantedBlocks = Math.ceil(contextLength / blockLength);
  return states && planStates({ ...states, maxSequences }, budgetBytes - wantedBlocks * blockBytes(layers));
}

/** @throws QwenError `request/invalid` for a length that the model was not made for */
export function checkContextLength(contextLength: number, maximum: number): void {
  if (Number.isInteger(contextLength) && contextLength >= 1 && contextLength <= maximum) return;
  throw new QwenError(
    "request/invalid",
    `contextLength must be an integer from 1 to ${maximum}, the longest sequence this model was made for; got ${contextLength}.`,
    { details: { field: "contextLength", maximum } },
  );
}

function blockBytes({ numLayers, numKeyValueHeads, headDim, dtype }: CacheDemand["layers"]): number {
  return 2 * numLayers * numKeyValueHeads * headDim * blockLength * bytesPerValue[dtype];
}
