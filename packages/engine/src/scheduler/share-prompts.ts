import type { Sequence } from "./sequence.ts";

/**
 * Shares a step's budget among prompts, the oldest first in the list: it gets at least half, so that it always moves
 * on; the rest goes to those that have the least to go, so that short prompts need not wait for the end of long ones.
 */
export function sharePrompts(prompts: readonly Sequence[], budget: number, counts: Map<Sequence, number>): void {
  let left = budget;
  const give = (sequence: Sequence, most: number) => {
    const given = counts.get(sequence) ?? 0;
    const more = Math.min(sequence.numNext - given, most, left);
    if (more > 0) counts.set(sequence, given + more);
    left -= more;
  };
  for (const oldest of prompts.slice(0, 1)) give(oldest, Math.ceil(budget / 2));
  for (const sequence of prompts.toSorted((a, b) => a.numPending - b.numPending)) give(sequence, left);
}
