import type { DecodeOptions, Tokenizer } from "./tokenizer.ts";

/**
 * Turns token ids into text as they come, whole characters only: a character whose bytes are spread over several tokens
 * is held back until its last one. All increments together are what `Tokenizer.decode` makes of all ids.
 */
export class Detokenizer {
  readonly #tokenizer: Tokenizer;
  readonly #keepSpecial: boolean;
  readonly #decoder = new TextDecoder("utf-8", { ignoreBOM: true });

  constructor(tokenizer: Tokenizer, { keepSpecial = false }: DecodeOptions = {}) {
    this.#tokenizer = tokenizer;
    this.#keepSpecial = keepSpecial;
  }

  /** The characters that `tokenId` completes; often none. @throws QwenError `request/invalid` for an id out of range */
  push(tokenId: number): string {
    const bytes = this.#tokenizer.tokenBytes(tokenId);
    const isHidden = this.#tokenizer.isSpecial(tokenId) || this.#tokenizer.isUnused(tokenId);
    return isHidden && !this.#keepSpecial ? "" : this.#decoder.decode(bytes, { stream: true });
  }

  /** What is left when no more tokens come: U+FFFD if a character was cut short, else nothing. Then all begins anew. */
  flush(): string {
    return this.#decoder.decode();
  }
}
