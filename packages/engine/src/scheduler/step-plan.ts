import type { Sequence } from "./sequence.ts";

/** What one sequence brings to a step. */
export interface StepPart {
  readonly sequence: Sequence;
  /** Its next pending tokens: positions `numComputed` to `numComputed + numTokens − 1`. */
  readonly numTokens: number;
  /** Whether these are the last of its known tokens, so that the next one can be sampled. */
  readonly hasOutput: boolean;
  /** Guesses at what follows the known tokens, computed in the same step: only parts with output have them. */
  readonly draft: Int32Array;
}

/** What is computed together. */
export interface StepPlan {
  readonly parts: readonly StepPart[];
  /** Tokens of all parts, guesses included. */
  readonly numTokens: number;
}
