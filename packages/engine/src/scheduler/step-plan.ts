import type { Sequence } from "./sequence.ts";

/** What one sequence brings to a step. */
export interface StepPart {
  readonly sequence: Sequence;
  /** Its next pending tokens: positions `numComputed` to `numComputed + numTokens − 1`. */
  readonly numTokens: number;
  /** Whether these are the last of its known tokens, so that the next one can be sampled. */
  readonly hasOutput: boolean;
}

/** What is computed together. */
export interface StepPlan {
  readonly parts: readonly StepPart[];
  /** Tokens of all parts. */
  readonly numTokens: number;
}
