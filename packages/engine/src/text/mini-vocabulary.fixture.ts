import type { MetadataValue } from "../files/checkpoint.ts";
import { tokenOfBytes } from "./byte-alphabet.ts";

/**
 * The least that is a tokenizer, as GGUF metadata: ids 0 to 255 are the bytes, 256 "he", 257 "ll", 258 "hell",
 * 259 <|im_end|>, 260 <think>, 261 padding.
 */
export function miniMetadata(changes: Readonly<Record<string, MetadataValue>> = {}): Map<string, MetadataValue> {
  const bytes = Array.from({ length: 256 }, (_, byte) => tokenOfBytes([byte]));
  return new Map<string, MetadataValue>(
    Object.entries({
      "tokenizer.ggml.model": "gpt2",
      "tokenizer.ggml.pre": "qwen2",
      "tokenizer.ggml.tokens": [...bytes, "he", "ll", "hell", "<|im_end|>", "<think>", "[PAD261]"],
      "tokenizer.ggml.token_type": Int32Array.from([...bytes.map(() => 1), 1, 1, 1, 3, 4, 5]),
      "tokenizer.ggml.merges": ["h e", "l l", "he ll"],
      ...changes,
    }),
  );
}
