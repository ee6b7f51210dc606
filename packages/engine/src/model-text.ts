import { QwenError } from "./errors.ts";
import type { Checkpoint } from "./files/checkpoint.ts";
import { type RetrievalSettings, readRetrievalSettings } from "./retrieval/retrieval-settings.ts";
import { defaultSampling, type SamplingOptions } from "./sampling/sampling-options.ts";
import type { ChatTemplate } from "./text/chat-template.ts";
import type { ThinkingMode } from "./text/generations/generation.ts";
import { type ChatTokens, type ModelChat, readModelChat } from "./text/generations/model-chat.ts";
import type { Tokenizer } from "./text/tokenizer.ts";
import { tokenizerFromGguf } from "./text/tokenizer-from-gguf.ts";
import { tokenizerFromHub } from "./text/tokenizer-from-hub.ts";

/** What a model's files say about text and about generating it. */
export interface ModelText {
  /** Absent where the files have none: the model then takes and gives token ids only. */
  readonly tokenizer?: Tokenizer;
  readonly template?: ChatTemplate;
  /** What generation uses when a request says nothing. */
  readonly sampling: SamplingOptions;
  /** The same for each mode that the model has. */
  readonly samplingModes: Readonly<Partial<Record<ThinkingMode, SamplingOptions>>>;
  readonly endTokenIds: readonly number[];
  /** Rows of the model's vocabulary that are never to be generated; most of them have no token. */
  readonly unusedTokenIds: Int32Array;
  readonly retrieval: RetrievalSettings;
  /** For people: what does not come from the files. */
  readonly notes: readonly string[];
}

/** @throws QwenError `tokenizer/…`, `template/bad-template`, `model/bad-config` */
export function readModelText(checkpoint: Checkpoint, vocabSize: number): ModelText {
  const tokenizer = tokenizerOf(checkpoint);
  if (tokenizer !== undefined && tokenizer.vocabSize > vocabSize) throw tooManyTokens(tokenizer.vocabSize, vocabSize);
  const { template, builtInTemplate, sampling, unasked, defaults } = chatOf(checkpoint, tokenizer);
  const ids = Array.from({ length: vocabSize }, (_, id) => id);
  const suppressed = new Set(defaults.suppressedTokenIds);
  const unused = ids.filter((id) => suppressed.has(id) || tokenizer?.isUnused(id));
  return {
    ...(tokenizer && { tokenizer }),
    ...(template && { template }),
    sampling: { ...defaultSampling, ...sampling[unasked] },
    samplingModes: withDefaults(sampling),
    endTokenIds: [...(tokenizer?.eosTokenIds ?? []), ...defaults.eosTokenIds],
    unusedTokenIds: Int32Array.from(unused),
    retrieval: readRetrievalSettings(checkpoint, tokenizer),
    notes: builtInTemplate === undefined ? [] : [noteOnTemplate(builtInTemplate)],
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

/** All options of sampling, of each mode. */
export function withDefaults(modes: ModelChat["sampling"]): ModelText["samplingModes"] {
  const entries = Object.entries(modes).map(([mode, options]) => [mode, { ...defaultSampling, ...options }]);
  return Object.fromEntries(entries);
}

/** How the model is talked to. @throws QwenError `template/bad-template`, `model/bad-config` */
export function chatOf(checkpoint: Checkpoint, tokenizer: Tokenizer | undefined): ModelChat {
  return readModelChat(checkpoint, chatTokens(tokenizer));
}

/** Where a model's files have no chat template. */
export function noteOnTemplate(generation: string): string {
  return `The files have no chat template: one for ${generation} is used, written anew.`;
}

function chatTokens(tokenizer: Tokenizer | undefined): ChatTokens {
  const textOf = (tokenId: number | undefined) => (tokenId === undefined ? undefined : tokenizer?.tokenText(tokenId));
  const bosToken = textOf(tokenizer?.bosTokenId);
  const eosToken = textOf(tokenizer?.eosTokenIds[0]);
  const hasTurns = ["<|im_start|>", "<|im_end|>"].every((token) => tokenizer?.controlTokens.includes(token));
  return { hasTurns, ...(bosToken && { bosToken }), ...(eosToken && { eosToken }) };
}

function tooManyTokens(numTokens: number, numRows: number): QwenError {
  const message = `The tokenizer has ${numTokens} tokens, but the model only ${numRows}: they do not belong together. Get the files anew.`;
  return new QwenError("tokenizer/bad-data", message, { details: { numTokens, numRows } });
}
