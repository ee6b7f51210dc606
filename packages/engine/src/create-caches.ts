import { machineMemoryBytes } from "#platform";
import { planCache } from "./cache/plan-cache.ts";
import type { LoadOptions } from "./engine.ts";
import type { Backend } from "./kernels/backend.ts";
import type { DecoderConfig } from "./models/define-model.ts";
import type { ModelCaches } from "./models/load-model.ts";

/** Where the platform does not tell how much memory there is. */
const defaultBudgetBytes = 2 ** 30;

export interface CreatedCaches {
  /** Longest sequence, in tokens. */
  readonly contextLength: number;
  readonly caches: ModelCaches;
}

/**
 * Reserves what sequences leave behind in a model: as much as was asked for, else what fits into a quarter of the memory, or into `cacheBytes`.
 * @throws QwenError `engine/out-of-memory`
 */
export function createCaches(
  config: DecoderConfig,
  backend: Backend,
  options: LoadOptions & { readonly maxSequences: number },
): CreatedCaches {
  const { contextLength, maxSequences, cacheType = "F16", prefixCache = true, checkpointBytes } = options;
  const { numAttentionLayers: numLayers, numKeyValueHeads, headDim, maxPositionEmbeddings, linearAttention } = config;
  const memoryBytes = machineMemoryBytes();
  const quarter = Number.isFinite(memoryBytes) ? memoryBytes / 4 : defaultBudgetBytes;
  const { cacheBytes = quarter } = options;
  const bytes = prefixCache ? checkpointBytes : 0;
  const plan = planCache({
    layers: { numLayers, numKeyValueHeads, headDim, dtype: cacheType },
    ...(linearAttention && {
      states: { spec: linearAttention, ...(bytes !== undefined && { checkpointBytes: bytes }) },
    }),
    maxPositionEmbeddings,
    ...(contextLength !== undefined && { contextLength }),
    maxSequences,
    // What a step computes with needs room, too.
    budgetBytes: Math.min(cacheBytes, 0.75 * backend.availableBytes),
  });
  const states = plan.states && backend.createStateCache(plan.states.spec, plan.states.numSlots);
  const cache = backend.createKvCache(plan.spec);
  return { contextLength: plan.contextLength, caches: { cache, ...(states && { states }) } };
}
