import type { StateSpec } from "../kernels/ops.ts";
import { numStateChannels } from "../kernels/state-shapes.ts";

/** With more of them, hardly anything more is found again. */
const maxDefaultCheckpoints = 64;
/** Without these two, the next turn of a chat would be computed from its start. */
const minDefaultCheckpoints = 2;

export interface StateDemand {
  readonly spec: StateSpec;
  /** Sequences that are computed together at most. */
  readonly maxSequences: number;
  /** Bytes of checkpoints wanted; when absent, a half of what is left at most. */
  readonly checkpointBytes?: number;
}

export interface StatePlan {
  readonly spec: StateSpec;
  /** One for each sequence; all others are for checkpoints. */
  readonly numSlots: number;
  readonly sizeBytes: number;
}

/** How many states there are: one for each sequence, and checkpoints as wanted or as the budget in bytes pays. */
export function planStates({ spec, maxSequences, checkpointBytes }: StateDemand, budgetBytes: number): StatePlan {
  const bytes = stateBytes(spec);
  const affordable = Math.floor((budgetBytes - maxSequences * bytes) / 2 / bytes);
  const numCheckpoints =
    checkpointBytes === undefined
      ? Math.max(minDefaultCheckpoints, Math.min(affordable, maxDefaultCheckpoints))
      : Math.floor(checkpointBytes / bytes);
  const numSlots = maxSequences + numCheckpoints;
  return { spec, numSlots, sizeBytes: numSlots * bytes };
}

/** Of one sequence. */
export function stateBytes(spec: StateSpec): number {
  const { numLayers, numValueHeads, keyHeadDim, valueHeadDim, convKernelSize } = spec;
  const numInputs = (convKernelSize - 1) * numStateChannels(spec);
  return 4 * numLayers * (numInputs + numValueHeads * keyHeadDim * valueHeadDim);
}
