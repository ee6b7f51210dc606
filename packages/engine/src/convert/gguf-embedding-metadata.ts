import { QwenError } from "../errors.ts";
import type { HubCheckpoint } from "../files/checkpoint.ts";
import type { GgufValue } from "../files/gguf-writer.ts";
import { ggufPoolings, readPooling } from "../models/pooling.ts";
import { readTextEnding } from "../text/text-ending.ts";
import { tokenizerFromHub } from "../text/tokenizer-from-hub.ts";

/**
 * What a GGUF file says of a folder made to embed: how it is pooled, and the token that its texts end with.
 * @throws QwenError `model/bad-config` where such a file cannot say it
 */
export function embeddingMetadata(checkpoint: HubCheckpoint, architecture: string): [string, GgufValue][] {
  const { sentenceTransformers, tokenizerJson, tokenizerConfig } = checkpoint;
  if (!sentenceTransformers || !tokenizerJson) return [];
  const pooling = readPooling(checkpoint);
  if (pooling.mode === undefined) {
    throw new QwenError(
      "model/bad-config",
      `a GGUF file cannot say how this model embeds: with ${pooling.unsupported}`,
    );
  }
  const tokenizer = tokenizerFromHub(tokenizerJson, tokenizerConfig);
  const endIds = readTextEnding(checkpoint, tokenizer, pooling.mode === "last");
  const number = (value: number): GgufValue => ({ type: "u32", value });
  return [
    [`${architecture}.pooling_type`, number(ggufPoolings.indexOf(pooling.mode))],
    ["tokenizer.ggml.add_eos_token", { type: "bool", value: endIds.length === 1 }],
    ...(endIds.length === 1 ? [["tokenizer.ggml.eos_token_id", number(endIds[0])] as [string, GgufValue]] : []),
  ];
}
