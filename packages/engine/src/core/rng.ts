import { assert } from "../errors.ts";

/**
 * A small deterministic source of random numbers: xoshiro128**, its state filled from the seed by SplitMix32.
 * Equal seeds give equal streams on every platform. Not for secrets.
 * @see https://prng.di.unimi.it (xoshiro128**, Blackman and Vigna)
 */
export class Rng {
  readonly #state: Uint32Array;

  /** @param state four words, not all zero; `Rng.fromSeed` is the usual way in. */
  constructor(state: readonly number[]) {
    assert(state.length === 4 && state.some((word) => word >>> 0 !== 0), "four words that are not all zero");
    this.#state = Uint32Array.from(state);
  }

  /** @param seed any safe integer; all of its 53 bits and its sign count. */
  static fromSeed(seed: number): Rng {
    const low = seed >>> 0;
    const high = Math.floor(seed / 2 ** 32) >>> 0;
    const nextWord = splitMix32(low ^ splitMix32(high)());
    const words = [nextWord(), nextWord(), nextWord(), nextWord()];
    // All zero is the one state that never leaves itself.
    return new Rng(words.some((word) => word !== 0) ? words : [1, 0, 0, 0]);
  }

  /** Uniform in [0, 2³²), an integer. */
  nextUint32(): number {
    const s = this.#state;
    const result = Math.imul(rotateLeft(Math.imul(s[1], 5), 7), 9) >>> 0;
    const shifted = s[1] << 9;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= shifted;
    s[3] = rotateLeft(s[3], 11);
    return result;
  }

  /** Uniform in [0, 1), with all 53 bits a double can hold. */
  next(): number {
    const high = this.nextUint32() >>> 5;
    const low = this.nextUint32() >>> 6;
    return (high * 2 ** 26 + low) / 2 ** 53;
  }
}

function rotateLeft(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}

/** A Weyl sequence through MurmurHash3's finaliser: neighbouring seeds give unrelated words. */
function splitMix32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let z = state;
    z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
    return (z ^ (z >>> 16)) >>> 0;
  };
}
