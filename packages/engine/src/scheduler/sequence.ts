import { assert } from "../errors.ts";
import { Acceptance } from "./speculation.ts";

export interface SequenceOptions {
  readonly promptTokenIds: ArrayLike<number>;
  /** Tokens it may grow to, the prompt included. */
  readonly maxLength: number;
}

/** One request's tokens and where they stand. Once it is added to a scheduler, only that changes it. */
export class Sequence {
  readonly promptLength: number;
  readonly maxLength: number;
  /** "waiting": for its turn, nothing in the cache. "running": takes part in steps. "finished": left the scheduler. */
  state: "waiting" | "running" | "finished" = "waiting";
  /** Tokens whose keys and values are in the cache: the first ones. */
  numComputed = 0;
  /** Tokens that the cache had when the sequence was first admitted; absent until then. */
  numCached: number | undefined;
  /** How often guesses at its next tokens were right. */
  readonly acceptance = new Acceptance();
  /** Cache blocks, in order of position; it shares full ones with sequences that begin alike. */
  readonly blocks: number[] = [];
  #tokenIds: Int32Array;
  #length: number;

  constructor({ promptTokenIds, maxLength }: SequenceOptions) {
    assert(promptTokenIds.length > 0 && promptTokenIds.length <= maxLength, "a prompt of 1 to maxLength tokens");
    this.promptLength = promptTokenIds.length;
    this.maxLength = maxLength;
    this.#tokenIds = Int32Array.from(promptTokenIds);
    this.#length = promptTokenIds.length;
  }

  /** Known tokens: the prompt and what was generated so far. */
  get length(): number {
    return this.#length;
  }

  /** Known tokens that the cache does not have yet. */
  get numPending(): number {
    return this.#length - this.numComputed;
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
