import { hashOf, mixed, numSlotsFor } from "../core/byte-hash.ts";
import { quoted } from "../files/quoted.ts";
import type { TokenBytes } from "./token-bytes.ts";
import { tokenizerError, tokenKinds, type Vocabulary } from "./vocabulary.ts";

const EMPTY = -1;

/**
 * Ids of the normal tokens by their bytes. An open-addressing hash table over typed arrays: a `Map` of 250,000 strings
 * takes several times as long to build and to ask.
 */
export class TokenIndex {
  readonly #tokenBytes: TokenBytes;
  readonly #kinds: Uint8Array;
  readonly #mask: number;
  /** Token ids. */
  readonly #slots: Int32Array;

  /** @throws QwenError `tokenizer/bad-data` if two normal tokens are the same */
  constructor({ tokens, kinds }: Vocabulary, tokenBytes: TokenBytes) {
    this.#tokenBytes = tokenBytes;
    this.#kinds = kinds;
    const numSlots = numSlotsFor(tokens.length);
    this.#mask = numSlots - 1;
    this.#slots = new Int32Array(numSlots).fill(EMPTY);
    const { bytes, starts } = tokenBytes;
    for (let id = 0; id < tokens.length; id++) {
      if (kinds[id] !== tokenKinds.normal) continue;
      const slot = this.#slotOf(hashOf(bytes, starts[id], starts[id + 1]), bytes, starts[id], starts[id + 1]);
      if (this.#slots[slot] !== EMPTY)
        throw tokenizerError(`the token ${quoted(tokens.at(id))} is there twice`, { id });
      this.#slots[slot] = id;
    }
  }

  /** The id of the normal token that has these bytes, or −1. */
  find(bytes: Uint8Array): number {
    return this.findHashed(hashOf(bytes, 0, bytes.length), bytes, 0, bytes.length);
  }

  /**
   * The id of the normal token whose bytes are those from `start` to `end`, of which `hash` is the hash; or −1. A right
   * `guess` saves the search.
   */
  findHashed(hash: number, bytes: Uint8Array, start: number, end: number, guess = 0): number {
    if (this.#kinds[guess] === tokenKinds.normal && this.#tokenBytes.equals(guess, bytes, start, end)) return guess;
    return this.#slots[this.#slotOf(hash, bytes, start, end)];
  }

  /** The slot of the token with these bytes, or the empty one where it belongs. */
  #slotOf(hash: number, bytes: Uint8Array, start: number, end: number): number {
    const slots = this.#slots;
    let slot = mixed(hash) & this.#mask;
    while (slots[slot] !== EMPTY && !this.#tokenBytes.equals(slots[slot], bytes, start, end)) {
      slot = (slot + 1) & this.#mask;
    }
    return slot;
  }
}
