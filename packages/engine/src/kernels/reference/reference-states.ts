import type { StateCache, StateSpec } from "../ops.ts";
import { numStateChannels } from "../state-shapes.ts";

/** States of one layer, a slot after the other. */
export interface LayerStates {
  /** [slots, convKernelSize − 1, C] the last inputs of the convolution, the oldest first */
  readonly inputs: Float32Array;
  /** [slots, Hv, Pk, Pv] */
  readonly matrices: Float32Array;
}

/** States in plain arrays. */
export class ReferenceStates implements StateCache {
  readonly spec: StateSpec;
  readonly numSlots: number;
  readonly layers: readonly LayerStates[];

  constructor(spec: StateSpec, numSlots: number) {
    const { numLayers, numValueHeads, keyHeadDim, valueHeadDim, convKernelSize } = spec;
    this.spec = spec;
    this.numSlots = numSlots;
    this.layers = Array.from({ length: numLayers }, () => ({
      inputs: new Float32Array(numSlots * (convKernelSize - 1) * numStateChannels(spec)),
      matrices: new Float32Array(numSlots * numValueHeads * keyHeadDim * valueHeadDim),
    }));
  }

  get sizeBytes(): number {
    return this.layers.reduce((sum, { inputs, matrices }) => sum + inputs.byteLength + matrices.byteLength, 0);
  }
}

/** A copy of slot `read`, of `length` numbers; zeros where it is −1. */
export function readState(states: Float32Array, read: number, length: number): Float32Array {
  return read < 0 ? new Float32Array(length) : states.slice(read * length, (read + 1) * length);
}
