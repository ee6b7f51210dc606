import type { TokenBytes } from "./token-bytes.ts";

/**
 * How many tokens a text has at least, without reading it into tokens: a byte is part of a token that is no longer than
 * the longest with such a byte.
 */
export class LeastTokens {
  /** [256] bytes of the longest token that has this byte. */
  readonly #longest = new Float64Array(256).fill(1);

  constructor({ bytes, starts }: TokenBytes) {
    const longest = this.#longest;
    for (let id = 0; id < starts.length - 1; id++) {
      const length = starts[id + 1] - starts[id];
      for (let i = starts[id]; i < starts[id + 1]; i++) if (longest[bytes[i]] < length) longest[bytes[i]] = length;
    }
  }

  of(bytes: Uint8Array): number {
    const counts = new Float64Array(256);
    for (const byte of bytes) counts[byte]++;
    // Rounded down, because fractions may add up to a little too much.
    return Math.floor(counts.reduce((sum, count, byte) => sum + count / this.#longest[byte], 0));
  }
}
