import { QwenError } from "./errors.ts";
import type { Checkpoint } from "./files/checkpoint.ts";
import { defaultSampling, type SamplingOptions } from "./sampling/sampling-options.ts";
import { type ChatTemplate, createChatTemplate } from "./text/chat-template.ts";
import { readGenerationConfig, readGgufGenerationDefaults } from "./text/generation-defaults.ts";
import type { Tokenizer } from "./text/tokenizer.ts";
import { tokenizerFromGguf } from "./text/tokenizer-from-gguf.ts";
import { tokenizerFromHub } from "./text/tokenizer-from-hub.ts";

/** What a model's files say about text and about generating it. */
export interface ModelText {
  /** Absent where the files have none: the model then takes and gives token ids only. */
  readonly tokenizer?: Tokenizer;
  readonly template?: ChatTemplate;
  readonly sampling: SamplingOptions;
  readonly endTokenIds: readonly number[];
  /** Rows of the model's vocabulary that no token belongs to. */
  readonly unusedTokenIds: Int32Array;
}

/** @throws QwenError `tokenizer/…`, `template/bad-template`, `model/bad-config` */
export function readModelText(checkpoint: Checkpoint, vocabSize: number): ModelText {
  const tokenizer = tokenizerOf(checkpoint);
  if (tokenizer !== undefined && tokenizer.vocabSize > vocabSize) throw tooManyTokens(tokenizer.vocabSize, vocabSize);
  const defaults =
    checkpoint.container === "gguf"
      ? readGgufGenerationDefaults(checkpoint.metadata)
      : // Where the one is missing, the other says how to generate: the hub's convention of old.
        readGenerationConfig(checkpoint.generationConfig ?? checkpoint.config);
  const template = templateOf(checkpoint, tokenizer);
  const ids = Array.from({ length: vocabSize }, (_, id) => id);
  return {
    ...(tokenizer && { tokenizer }),
    ...(template && { template }),
    sampling: { ...defaultSampling, ...defaults.sampling },
    endTokenIds: [...(tokenizer?.eosTokenIds ?? []), ...defaults.eosTokenIds],
    unusedTokenIds: Int32Array.from(ids.filter((id) => tokenizer?.isUnused(id))),
  };
}

/** What the files have of a tokenizer. @throws QwenError `tokenizer/unsupported`, `tokenizer/bad-data` */
export function tokenizerOf(checkpoint: Checkpoint): Tokenizer | undefined {
  if (checkpoint.container === "gguf") {
    const { metadata } = checkpoint;
    return metadata.has("tokenizer.ggml.model") ? tokenizerFromGguf(metadata) : undefined;
  }
  const { tokenizerJson, tokenizerConfig } = checkpoint;
  return tokenizerJson && tokenizerFromHub(tokenizerJson, tokenizerConfig);
}

function templateOf(checkpoint: Checkpoint, tokenizer: Tokenizer | undefined): ChatTemplate | undefined {
  const source =
    checkpoint.container === "gguf" ? checkpoint.metadata.get("tokenizer.chat_template") : checkpoint.chatTemplate;
  if (typeof source !== "string") return undefined;
  const textOf = (tokenId: number | undefined) => (tokenId === undefined ? undefined : tokenizer?.tokenText(tokenId));
  const bosToken = textOf(tokenizer?.bosTokenId);
  const eosToken = textOf(tokenizer?.eosTokenIds[0]);
  return createChatTemplate(source, { ...(bosToken && { bosToken }), ...(eosToken && { eosToken }) });
}

function tooManyTokens(numTokens: number, numRows: number): QwenError {
  const message = `The tokenizer has ${numTokens} tokens, but the model only ${numRows}: they do not belong together. Get the files anew.`;
  return new QwenError("tokenizer/bad-data", message, { details: { numTokens, numRows } });
}
