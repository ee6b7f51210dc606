import { QwenError } from "../errors.ts";
import type { HubCheckpoint } from "../files/checkpoint.ts";
import type { GgufValue } from "../files/gguf-writer.ts";
import { isJsonObject } from "../files/json.ts";
import { textConfig } from "../models/layers/decoder-config.ts";
import { readGenerationConfig } from "../text/generation-defaults.ts";
import { createTokenizer } from "../text/tokenizer.ts";
import { vocabularyFromHub } from "../text/tokenizer-from-hub.ts";
import { tokenizerError, tokenKinds, type Vocabulary } from "../text/vocabulary.ts";

/**
 * What a GGUF file says of a folder's tokenizer, chat template and sampling.
 * @param vocabSize Rows of the model's embedding; those without a token get one that is marked as unused.
 * @throws QwenError `tokenizer/missing`, `tokenizer/unsupported`, `tokenizer/bad-data`, `model/bad-config`
 */
export function textMetadata(checkpoint: HubCheckpoint, vocabSize: number): Map<string, GgufValue> {
  const { tokenizerJson, tokenizerConfig, chatTemplate } = checkpoint;
  if (!tokenizerJson) throw missing(checkpoint.name);
  const vocabulary = vocabularyFromHub(tokenizerJson, tokenizerConfig);
  createTokenizer(vocabulary); // checks what the reader of a vocabulary leaves to whoever builds from it
  const numTokens = vocabulary.tokens.length;
  if (numTokens > vocabSize) throw tokenizerError(`it has ${numTokens} tokens, but the model only ${vocabSize}`);
  const texts = tokenTexts(vocabulary, vocabSize);
  const ids = Object.entries(namedIds(checkpoint, vocabulary, texts)).filter(([, id]) => isRow(id, vocabSize));
  return new Map<string, GgufValue>([
    ...samplingMetadata(checkpoint),
    ["tokenizer.ggml.model", { type: "string", value: "gpt2" }],
    ["tokenizer.ggml.pre", { type: "string", value: vocabulary.preTokenizer }],
    ["tokenizer.ggml.tokens", { type: "array", of: "string", values: texts }],
    ["tokenizer.ggml.token_type", { type: "array", of: "i32", values: tokenTypes(vocabulary, vocabSize) }],
    ["tokenizer.ggml.merges", { type: "array", of: "string", values: [...vocabulary.merges] }],
    ...ids.map(([key, id]): [string, GgufValue] => [`tokenizer.ggml.${key}`, { type: "u32", value: Number(id) }]),
    ["tokenizer.ggml.add_bos_token", { type: "bool", value: vocabulary.addsBos }],
    ...(chatTemplate === undefined
      ? []
      : [["tokenizer.chat_template", { type: "string", value: chatTemplate }] as const]),
  ]);
}

function missing(name: string): QwenError {
  const message = `the folder ${name} has no tokenizer.json, which a GGUF file holds too: download it as well`;
  return new QwenError("tokenizer/missing", message);
}

function tokenTexts({ tokens }: Vocabulary, vocabSize: number): string[] {
  return Array.from({ length: vocabSize }, (_, id) => tokens.at(id) || `[PAD${id}]`);
}

function tokenTypes({ kinds }: Vocabulary, vocabSize: number): number[] {
  return Array.from({ length: vocabSize }, (_, id) => kinds[id] ?? tokenKinds.unused);
}

/** By GGUF's name; what the tokenizer's files leave open, those about generation may say. */
function namedIds(checkpoint: HubCheckpoint, { bosTokenId, eosTokenIds }: Vocabulary, tokens: string[]) {
  const { config, generationConfig, tokenizerConfig } = checkpoint;
  const first = (key: string): unknown =>
    [generationConfig?.[key] ?? textConfig(config, { defaults: {} })[key]].flat()[0];
  const padding = tokenizerConfig?.pad_token;
  const paddingId = tokens.indexOf(isJsonObject(padding) ? String(padding.content) : String(padding ?? ""));
  return {
    bos_token_id: bosTokenId ?? first("bos_token_id"),
    eos_token_id: eosTokenIds[0] ?? first("eos_token_id"),
    padding_token_id: paddingId >= 0 ? paddingId : first("pad_token_id"),
  };
}

const isRow = (id: unknown, vocabSize: number): boolean =>
  Number.isInteger(id) && Number(id) >= 0 && Number(id) < vocabSize;

function samplingMetadata({ generationConfig, config }: HubCheckpoint): [string, GgufValue][] {
  const { sampling } = readGenerationConfig(generationConfig ?? config);
  const all = {
    temp: sampling.temperature,
    top_p: sampling.topP,
    min_p: sampling.minP,
    penalty_repeat: sampling.repetitionPenalty,
  };
  const reals = Object.entries(all).flatMap(([key, value]): [string, GgufValue][] =>
    value === undefined ? [] : [[`general.sampling.${key}`, { type: "f32", value }]],
  );
  if (sampling.topK === undefined) return reals;
  return [...reals, ["general.sampling.top_k", { type: "i32", value: sampling.topK }]];
}
