import { type LoadOptions, type ModelNeeds, machineMemoryBytes } from "@qwents/engine";
import { overheadBytes } from "../fit/assess-fit.ts";

/** What of the machine's memory models may take together: the rest is for others. */
const usedShare = 0.8;

export interface MemoryPlan {
  /** For all models together. */
  readonly memoryBytes: number;
  /** For the caches of one. */
  readonly cacheBytes: number;
}

/**
 * Shares memory out among models.
 * @param limitBytes what was asked for
 * @param numAtOnce models that are to be loaded at once; caches of two or more take half of the memory together
 */
export function planMemory(limitBytes: number | undefined, numAtOnce: number): MemoryPlan {
  const machineBytes = machineMemoryBytes();
  const memoryBytes = limitBytes ?? usedShare * machineBytes;
  return { memoryBytes, cacheBytes: Math.floor((limitBytes ?? machineBytes) / 2 / Math.max(2, numAtOnce)) };
}

type CacheOptions = Pick<LoadOptions, "contextLength" | "maxSequences" | "cacheType"> & { readonly cacheBytes: number };

/** Of the bytes that a cache in 16 bits has. */
const cacheShare = { F32: 2, F16: 1, Q8_0: 0.5625 };

/** What a model takes of the memory once it is loaded, about, at most. */
export function estimateMemory(needs: ModelNeeds, options: CacheOptions): number {
  const { contextLength, maxSequences = 8, cacheType = "F16", cacheBytes } = options;
  const bytesPerToken = needs.cacheBytesPerToken * cacheShare[cacheType];
  const sequence = bytesPerToken * (contextLength ?? needs.maxPositionEmbeddings);
  // Checkpoints of states take what there is.
  const wanted = needs.stateBytes > 0 ? cacheBytes : Math.min(sequence * maxSequences, cacheBytes);
  const cache = contextLength === undefined ? wanted : Math.max(sequence, wanted);
  return needs.weightBytes + cache + overheadBytes;
}
