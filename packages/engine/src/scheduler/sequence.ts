import type { CacheUse } from "../cache/cache-use.ts";
import { assert } from "../errors.ts";
import type { CarriedState } from "./carried-states.ts";
import type { Leader } from "./leader.ts";
import { Acceptance } from "./speculation.ts";

/**
 * What a sequence is computed for. "tokens": to go on, token by token. The others end with their prompt: "logits" and
 * "lastHidden" of its last token, "allHidden" of all its tokens.
 */
export type SequenceOutput = "tokens" | "logits" | "lastHidden" | "allHidden";

export interface SequenceOptions {
  readonly promptTokenIds: ArrayLike<number>;
  /** Tokens it may grow to, the prompt included. */
  readonly maxLength: number;
  /** Ascending positions of the prompt at which messages begin, the answer's included: where others may part from it. */
  readonly messageStarts?: readonly number[];
  /** Default "tokens". */
  readonly output?: SequenceOutput;
  /** First position of the prompt whose logits are wanted, to score the token behind it. Default: none. */
  readonly scoredFrom?: number;
}

/** One request's tokens and where they stand. Once it is added to a scheduler, only that changes it. */
export class Sequence {
  readonly promptLength: number;
  readonly maxLength: number;
  readonly messageStarts: readonly number[];
  readonly output: SequenceOutput;
  /** "waiting": for its turn, nothing in the cache. "running": takes part in steps. "finished": left the scheduler. */
  state: "waiting" | "running" | "finished" = "waiting";
  /** Tokens whose keys and values are in the cache: the first ones. */
  numComputed = 0;
  /** Next position of the prompt whose logits are wanted; the last one of the prompt scores nothing. */
  nextScored: number;
  /** What the cache had when the sequence was first admitted; absent until then. */
  cacheUse: CacheUse | undefined;
  /** How often guesses at its next tokens were right: those from what stands before, those of a draft block. */
  readonly acceptance = { lookup: new Acceptance(), model: new Acceptance() };
  /** Cache blocks, in order of position; it shares full ones with sequences that begin alike. */
  readonly blocks: number[] = [];
  /** Whom it waits for, because that one computes the same. */
  leader: Leader | undefined;
  /** Only while it runs, and only for models with states. */
  carried: CarriedState | undefined;
  /** Position at which a step has to end, so that the state there can be kept. */
  nextStop = Number.POSITIVE_INFINITY;
  #tokenIds: Int32Array;
  #length: number;

  constructor(options: SequenceOptions) {
    const { promptTokenIds, maxLength, messageStarts = [], output = "tokens" } = options;
    assert(promptTokenIds.length > 0 && promptTokenIds.length <= maxLength, "a prompt of 1 to maxLength tokens");
    this.promptLength = promptTokenIds.length;
    this.maxLength = maxLength;
    this.messageStarts = messageStarts;
    this.output = output;
    this.nextScored = options.scoredFrom ?? Number.POSITIVE_INFINITY;
    this.#tokenIds = Int32Array.from(promptTokenIds);
    this.#length = promptTokenIds.length;
  }

  /** Whether it can go on from what others computed. */
  get reusesCache(): boolean {
    return this.reusableLength > 1;
  }

  /**
   * Known tokens that it may have from the cache, but for the last of them, which it computes: hidden states and logits of
   * its prompt it has to compute itself, the cache has none.
   */
  get reusableLength(): number {
    return this.output === "allHidden"
      ? 1
      : Math.min(this.#length, this.#isScored ? this.nextScored + 1 : this.#length);
  }

  /** How many of the next `numTokens` are positions whose logits score a token of the prompt; they are the last of them. */
  numScored(numTokens: number): number {
    const end = Math.min(this.numComputed + numTokens, this.promptLength - 1);
    return Math.max(0, end - Math.max(this.numComputed, this.nextScored));
  }

  /** How many next tokens there are at most with no more than `numScored` of these positions. */
  numWithin(numScored: number): number {
    if (!this.#isScored) return Number.POSITIVE_INFINITY;
    const end = Math.max(this.numComputed, this.nextScored) + numScored;
    return end < this.promptLength - 1 ? end - this.numComputed : Number.POSITIVE_INFINITY;
  }

  get #isScored(): boolean {
    return this.nextScored < this.promptLength - 1;
  }

  /** Known tokens: the prompt and what was generated so far. */
  get length(): number {
    return this.#length;
  }

  /** Known tokens that the cache does not have yet. */
  get numPending(): number {
    return this.#length - this.numComputed;
  }

  /** Pending tokens that one step may compute. */
  get numNext(): number {
    return Math.min(this.numPending, this.nextStop - this.numComputed);
  }

  /** [length] a view, valid until the next `append`. */
  get tokenIds(): Int32Array {
    return this.#tokenIds.subarray(0, this.#length);
  }

  append(tokenId: number): void {
    assert(this.#length < this.maxLength, "a sequence does not grow beyond its maximum");
    if (this.#length === this.#tokenIds.length) {
      const grown = new Int32Array(Math.min(this.maxLength, 2 * this.#length + 16));
      grown.set(this.#tokenIds);
      this.#tokenIds = grown;
    }
    this.#tokenIds[this.#length++] = tokenId;
  }
}
