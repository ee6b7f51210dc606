export type { Pooling } from "./models/pooling.ts";

/** One text, several, token ids, or several lists of token ids. */
export type EmbedInput = string | readonly string[] | readonly number[] | readonly (readonly number[])[];

/** Texts to embed. */
export interface EmbedRequest {
  /** At most 2048 inputs, none of them empty. Control tokens that a text spells stay text. */
  readonly input: EmbedInput;
  /**
   * What the texts are asked for, in a sentence, where they are queries: each then reads as
   * `Instruct: {instruction}\nQuery:{text}`. Documents get none.
   */
  readonly instruction?: string;
  /** A prompt that the model's own files name (`info.promptNames`), to stand before each text instead. */
  readonly promptName?: string;
  /** Only the first of the numbers, normalised again: from 32, or all, to all, which is the default. */
  readonly dimensions?: number;
  /** Tokens that each prompt may have; a longer one is refused. By default as many as the context holds. */
  readonly maxPromptTokens?: number;
  /** Aborted, the call rejects with its reason. */
  readonly signal?: AbortSignal;
}

/** A vector for each input. */
export interface EmbedResult {
  /** In the order of the inputs; each has `dimensions` numbers and the length (L2 norm) 1. */
  readonly embeddings: readonly Float32Array[];
  readonly usage: PromptUsage;
}

/** Tokens of all prompts of a request. */
export interface PromptUsage {
  readonly promptTokens: number;
  /** Those that were not computed again because the cache had them. */
  readonly cachedTokens: number;
}
