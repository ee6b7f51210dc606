import type { BatchPart } from "./batch-builder.ts";
import type { Sequence } from "./sequence.ts";

/** What one sequence brings to a step. */
export interface StepPart {
  readonly sequence: Sequence;
  /** Its next pending tokens: positions `numComputed` to `numComputed + numTokens − 1`. */
  readonly numTokens: number;
  /** Whether these are the last of its known tokens, so that there is what it is computed for. */
  readonly hasOutput: boolean;
  /** Guesses at what follows the known tokens, computed in the same step: only parts with output have them. */
  readonly draft: Int32Array;
  /** Who made them. */
  readonly drafter: "lookup" | "model";
}

/** What is computed together. */
export interface StepPlan {
  readonly parts: readonly StepPart[];
  /** Tokens of all parts, guesses included. */
  readonly numTokens: number;
}

/** Tokens of prompts that a plan computes; to be asked before it is committed. */
export function numPromptTokensOf({ parts }: StepPlan): number {
  const ofPrompt = ({ sequence, numTokens }: StepPart) =>
    Math.max(0, Math.min(numTokens, sequence.promptLength - sequence.numComputed));
  return parts.reduce((sum, part) => sum + ofPrompt(part), 0);
}

/** Rows of a part whose logits score tokens of the prompt: they stand before those of `numLogitRows`, or are the last. */
export function numScoredRows({ sequence, numTokens }: StepPart): number {
  return sequence.numScored(numTokens);
}

/** Rows of a part whose logits are wanted to go on: its last ones. */
export function numLogitRows({ sequence: { output }, hasOutput, draft }: StepPart): number {
  return hasOutput && (output === "tokens" || output === "logits") ? 1 + draft.length : 0;
}

/** Rows of a part whose hidden states are wanted: its last ones. `keepsHidden`: a draft block wants all of answers. */
export function numHiddenRows(
  { sequence: { output }, hasOutput, numTokens, draft }: StepPart,
  keepsHidden: boolean,
): number {
  if (output === "allHidden") return numTokens;
  if (output === "tokens") return keepsHidden ? numTokens + draft.length : 0;
  return hasOutput && output === "lastHidden" ? 1 : 0;
}

/** What a part brings to the step's batch. */
export function batchPartOf(part: StepPart, keepsHidden: boolean): BatchPart {
  const { sequence, numTokens, draft } = part;
  const position = sequence.numComputed;
  return {
    sequence,
    position,
    tokenIds: [sequence.tokenIds.subarray(position, position + numTokens), draft],
    numLogitRows: numScoredRows(part) + numLogitRows(part),
    numHiddenRows: numHiddenRows(part, keepsHidden),
  };
}

/** How many guesses of a part were right, given the tokens that its sequence went on with. */
export function numAccepted({ draft }: StepPart, tokenIds: readonly number[]): number {
  let count = 0;
  while (count < Math.min(draft.length, tokenIds.length - 1) && tokenIds[count] === draft[count]) count++;
  return count;
}
