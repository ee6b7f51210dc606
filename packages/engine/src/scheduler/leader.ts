import type { PrefixCache } from "../cache/prefix-cache.ts";
import type { Sequence } from "./sequence.ts";

/** A running sequence that is about to compute what another one begins with, too. */
export interface Leader {
  readonly sequence: Sequence;
  /** Tokens that both begin with, in whole blocks. */
  readonly position: number;
}

/** Blocks that have to be spared for it to be worth to wait for another sequence. */
const minBlocksSpared = 4;

/**
 * Whom a sequence should wait for rather than compute the same tokens beside it: choices for one prompt come at once, and
 * so do requests with one system text. The one with which it has most in common, if that spares some blocks.
 */
export function findLeader(
  sequence: Sequence,
  running: readonly Sequence[],
  cache: Pick<PrefixCache, "blockLength" | "peek">,
): Leader | undefined {
  let leader: Leader | undefined;
  for (const other of running) {
    // The last token has to be computed in any case.
    const numTokens = Math.min(numShared(sequence.tokenIds, other.tokenIds), sequence.reusableLength - 1);
    const position = numTokens - (numTokens % cache.blockLength);
    if (other.numComputed < position && position > (leader?.position ?? 0)) leader = { sequence: other, position };
  }
  if (leader === undefined) return undefined;
  const numKnown = cache.peek(sequence.tokenIds.subarray(0, sequence.reusableLength)) ?? Number.POSITIVE_INFINITY;
  return leader.position - numKnown < minBlocksSpared * cache.blockLength ? undefined : leader;
}

/** Whether what is waited for is still to come. */
export function isAhead({ sequence, position }: Leader): boolean {
  return sequence.state === "running" && sequence.numComputed < position;
}

/** How many tokens two sequences begin with alike. */
function numShared(a: Int32Array, b: Int32Array): number {
  const length = Math.min(a.length, b.length);
  let i = 0;
  while (i < length && a[i] === b[i]) i++;
  return i;
}
