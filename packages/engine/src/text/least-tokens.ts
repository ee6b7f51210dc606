import { byteOf } from "./byte-alphabet.ts";

/**
 * How many tokens a text has at least, without reading it into tokens: a byte is part of a token that is no longer than
 * the longest with such a byte.
 */
export class LeastTokens {
  /** [256] bytes of the longest token that has this byte. */
  readonly #longest = new Float64Array(256).fill(1);

  /** @param tokens in the byte alphabet */
  constructor(tokens: Iterable<string>) {
    for (const token of tokens) {
      for (let i = 0; i < token.length; i++) {
        const byte = byteOf(token.charCodeAt(i));
        if (byte >= 0) this.#longest[byte] = Math.max(this.#longest[byte], token.length);
      }
    }
  }

  of(bytes: Uint8Array): number {
    const counts = new Float64Array(256);
    for (const byte of bytes) counts[byte]++;
    // Rounded down, because fractions may add up to a little too much.
    return Math.floor(counts.reduce((sum, count, byte) => sum + count / this.#longest[byte], 0));
  }
}
