import type { Sequence } from "./sequence.ts";

/** Tokens of prompts that a step scores at most: each has a row of logits, as large as the vocabulary. */
export const maxScoredTokens = 32;

/**
 * Shares a step's budget among prompts, the oldest first in the list: it gets at least half, so that it always moves
 * on; the rest goes to those that have the least to go, so that short prompts need not wait for the end of long ones.
 */
export function sharePrompts(prompts: readonly Sequence[], budget: number, counts: Map<Sequence, number>): void {
  let left = budget;
  let leftToScore = maxScoredTokens;
  const give = (sequence: Sequence, most: number) => {
    const given = counts.get(sequence) ?? 0;
    const numScored = sequence.numScored(given);
    const within = sequence.numWithin(leftToScore + numScored) - given;
    const more = Math.min(sequence.numNext - given, most, left, within);
    if (more <= 0) return;
    counts.set(sequence, given + more);
    left -= more;
    leftToScore -= sequence.numScored(given + more) - numScored;
  };
  for (const oldest of prompts.slice(0, 1)) give(oldest, Math.ceil(budget / 2));
  for (const sequence of prompts.toSorted((a, b) => a.numPending - b.numPending)) give(sequence, left);
}
