import type { Sequence } from "./scheduler/sequence.ts";

/** What the loop computes for: a generation, or the reading of a prompt. */
export type LoopJob = AnsweringJob | ReadingJob;

interface Job {
  readonly sequence: Sequence;
  /** Its first step begins. */
  begin(): void;
  /** Takes logits [V] of tokens of its prompt from `position` on, each of which scores the token behind it. */
  score?(rows: readonly Float32Array[], position: number): void;
  /** It has left the loop because of this error. */
  fail(error: unknown): void;
}

/** Its sequence goes on: `output` is "tokens". */
export interface AnsweringJob extends Job {
  /** Chooses the next token from logits [V], which are its own during the call. */
  advance(logits: Float32Array): Advance;
  /** It has left the loop after its last token, and all that its steps came to is recorded. */
  leave(): void;
  /** Time that its grammar has taken so far; absent without. */
  readonly grammarMs?: number;
}

export interface Advance {
  readonly tokenId: number;
  /** Tokens that follow it without having been chosen. */
  readonly forcedTokenIds?: readonly number[];
  /** Whether nothing follows. */
  readonly isLast: boolean;
}

/** Its sequence ends with its prompt. */
export interface ReadingJob extends Job {
  /**
   * Takes logits or hidden states, whichever its sequence is computed for, of tokens from `position` on; they are its own
   * during the call. "allHidden" come in pieces, and from 0 again where the sequence had to be computed again.
   */
  read(rows: Float32Array, position: number): void;
}

/**
 * Lets a job choose tokens as long as its choice is what was guessed, and one more. What it forces comes behind that.
 * @param logits [1 + draft.length, V]
 */
export function advanceJob(
  job: AnsweringJob,
  draft: Int32Array,
  logits: Float32Array,
): { readonly tokenIds: number[]; readonly isLast: boolean } {
  const vocabSize = logits.length / (1 + draft.length);
  const tokenIds: number[] = [];
  for (let i = 0; ; i++) {
    const { tokenId, forcedTokenIds = [], isLast } = job.advance(logits.subarray(i * vocabSize, (i + 1) * vocabSize));
    tokenIds.push(tokenId, ...forcedTokenIds);
    if (isLast || forcedTokenIds.length > 0 || tokenId !== draft[i]) return { tokenIds, isLast };
  }
}
