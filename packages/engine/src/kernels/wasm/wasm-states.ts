import type { StateCache, StateSpec } from "../ops.ts";
import { type StateLayout, stateLayout } from "./kernels/linear-attention/state-layout.ts";

/** States in the shared memory, laid out by state-layout.ts. */
export class WasmStates implements StateCache {
  readonly spec: StateSpec;
  readonly numSlots: number;
  readonly layout: StateLayout;
  /** Of the first byte. */
  readonly address: number;

  /** `allocate` reserves so many bytes and gives their address. */
  constructor(spec: StateSpec, numSlots: number, allocate: (sizeBytes: number) => number) {
    this.spec = spec;
    this.numSlots = numSlots;
    this.layout = stateLayout(spec, numSlots);
    this.address = allocate(this.layout.sizeBytes);
  }
}
