import type { ModelNeeds } from "@qwents/engine";
import type { Machine } from "./machine.ts";

export type Verdict =
  | "fits"
  /** Once other programs have ended. */
  | "tight"
  | "too-large-for-memory"
  | "too-large-for-disk"
  | "does-not-run";

/** A model, and what it takes. */
export interface Candidate {
  /** `Q4_K_M`, … */
  readonly label: string;
  readonly sizeBytes: number;
  /** What is not here of it. */
  readonly missingBytes: number;
  readonly needs: ModelNeeds;
  /** Whether `needs` were read from its header, or are about so. */
  readonly isExact: boolean;
  /** Why this engine cannot run it. */
  readonly problem?: string;
}

/** How a model fits a machine. */
export interface Fit extends Candidate {
  readonly verdict: Verdict;
  /** Of weights, cache and what computes. */
  readonly memoryBytes: number;
  /** Of one answer, about. */
  readonly tokensPerSecond: number;
}

/** What the engine has beside weights and cache: vocabulary, a step's intermediates, the runtime. */
export const overheadBytes = 300 * 1024 * 1024;
/** How near generation comes to the speed of the memory. @see bench/README.md: 0.56 to 0.69 */
const usedBandwidth = 0.65;

/** @param contextLength tokens that the cache is to hold, at most what the model was made for */
export function assessFit(candidate: Candidate, machine: Machine, contextLength: number): Fit {
  const { needs } = candidate;
  const tokens = Math.min(contextLength, needs.maxPositionEmbeddings);
  const memoryBytes = needs.weightBytes + tokens * needs.cacheBytesPerToken + needs.stateBytes + overheadBytes;
  const tokensPerSecond = (usedBandwidth * machine.readBytesPerSecond) / needs.weightBytesPerToken;
  return { ...candidate, memoryBytes, tokensPerSecond, verdict: verdictOn(candidate, memoryBytes, machine) };
}

function verdictOn({ problem, missingBytes }: Candidate, memoryBytes: number, machine: Machine): Verdict {
  if (problem !== undefined) return "does-not-run";
  if (memoryBytes > machine.memoryBytes) return "too-large-for-memory";
  if (missingBytes > (machine.freeDiskBytes ?? Number.POSITIVE_INFINITY)) return "too-large-for-disk";
  return memoryBytes > machine.availableBytes ? "tight" : "fits";
}
