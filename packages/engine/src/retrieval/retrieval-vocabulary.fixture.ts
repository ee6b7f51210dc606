import type { MetadataValue } from "../files/checkpoint.ts";
import type { GgufValue } from "../files/gguf-writer.ts";
import { miniMetadata } from "../text/mini-vocabulary.fixture.ts";
import type { Tokenizer } from "../text/tokenizer.ts";
import { tokenizerFromGguf } from "../text/tokenizer-from-gguf.ts";
import { ggufValue } from "../tiny-gguf.fixture.ts";

const [normal, control, userDefined] = [1, 3, 4];
const vocabSize = 512;
const words = ["ye", "yes", "no"];
const controlTokens = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"];

/** Ids of the small vocabulary that is all that retrieval needs, besides the bytes. */
export const retrievalIds = { yes: 257, no: 258, textEnd: 259, turnStart: 260, turnEnd: 261 } as const;

/** That vocabulary, filled up to the golden model's, as it is written into a GGUF file. */
export function retrievalGguf(): [string, GgufValue][] {
  return [...retrievalMetadata()].map(([key, value]) => [key, ggufValue(value)]);
}

export function retrievalTokenizer(): Tokenizer {
  return tokenizerFromGguf(retrievalMetadata());
}

function retrievalMetadata(): Map<string, MetadataValue> {
  const bytes = (miniMetadata().get("tokenizer.ggml.tokens") as string[]).slice(0, 256);
  const tokens = [...bytes, ...words, ...controlTokens];
  const kinds = tokens.map((token) => (controlTokens.includes(token) ? control : normal));
  const more = Array.from({ length: vocabSize - tokens.length }, (_, i) => `\u0001${i}`);
  return miniMetadata({
    "tokenizer.ggml.tokens": [...tokens, ...more],
    "tokenizer.ggml.token_type": Int32Array.from([...kinds, ...more.map(() => userDefined)]),
    "tokenizer.ggml.merges": ["y e", "ye s", "n o"],
  });
}
