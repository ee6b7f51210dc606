import type { ArgumentLocals } from "../../kernel.ts";

/** The words of a command of the gated delta rule. Sizes in elements unless they say bytes. */
export const deltaRuleArguments = {
  qkv: "i32",
  a: "i32",
  b: "i32",
  decayRate: "i32",
  timeStepBias: "i32",
  out: "i32",
  /** The layer's matrices of slot 0. */
  states: "i32",
  slotBytes: "i32",
  sequences: "i32",
  numSequences: "i32",
  /** A word that is 0 at first: the next (sequence, value head) nobody has taken yet. */
  nextItem: "i32",
  keyHeads: "i32",
  valueHeads: "i32",
  keyDim: "i32",
  valueDim: "i32",
  /** Of the matrices in memory, see state-layout.ts. */
  numPanels: "i32",
  panelRows: "i32",
  /** 1: value head h reads key head h mod Hk; 0: floor(h × Hk / Hv). */
  isTiled: "i32",
  scratch: "i32",
  scratchBytes: "i32",
  /** Pk^-0.5 */
  queryScale: "f32",
} as const;

export type DeltaRuleLocals = ArgumentLocals<typeof deltaRuleArguments>;
