/** How much a step did. */
export interface StepCounts {
  /** Tokens that were computed, guesses included. */
  readonly numTokens: number;
  /** Of these, those of prompts. */
  readonly numPromptTokens: number;
  readonly numSequences: number;
  /** By how many tokens answers became longer. */
  readonly numGenerated: number;
}
