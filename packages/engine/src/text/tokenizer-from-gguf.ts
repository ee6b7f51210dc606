import type { MetadataValue } from "../files/checkpoint.ts";
import { PackedTexts, packTexts } from "../files/packed-texts.ts";
import { shown } from "../files/quoted.ts";
import { type PreTokenizerName, preTokenizers } from "./pre-tokenizer.ts";
import { createTokenizer, type Tokenizer } from "./tokenizer.ts";
import { addedKind, maxTokens, tokenizerError, tokenKinds, unsupportedTokenizer } from "./vocabulary.ts";

type Metadata = ReadonlyMap<string, MetadataValue>;

/**
 * The tokenizer in a GGUF file's `tokenizer.ggml.*` keys. Text is normalised (NFC) as the hub's tokenizers do it, though
 * GGUF has no key for that.
 * @throws QwenError `tokenizer/unsupported`, `tokenizer/bad-data`
 * @see https://github.com/ggml-org/ggml/blob/master/docs/gguf.md
 */
export function tokenizerFromGguf(metadata: Metadata): Tokenizer {
  const model = metadata.get("tokenizer.ggml.model");
  if (model !== "gpt2") throw unsupportedTokenizer("model", model, '"gpt2" (byte-level BPE)');
  const tokens = readTokens(metadata);
  const preTokenizer = readPreTokenizer(metadata.get("tokenizer.ggml.pre"), tokens);
  const bosTokenId = readId(metadata, "bos_token_id");
  return createTokenizer({
    tokens,
    kinds: readKinds(metadata, tokens),
    merges: readTexts(metadata, "merges"),
    preTokenizer,
    normalizes: true,
    ...(bosTokenId !== undefined && { bosTokenId }),
    addsBos: readFlag(metadata, "add_bos_token"),
    eosTokenIds: ["eos_token_id", "eot_token_id"].flatMap((key) => readId(metadata, key) ?? []),
  });
}

// Where Qwen's two vocabularies have <|endoftext|>, the first id after the normal tokens.
const firstAddedIds: readonly (readonly [id: number, name: PreTokenizerName])[] = [
  [151_643, "qwen2"],
  [248_044, "qwen35"],
];

/**
 * What the file says, unless its vocabulary is known to belong to the other: early files of Qwen3.5 say "qwen2", and
 * Ollama's of Qwen3-Next "qwen35". That shows only in text with combining marks.
 */
function readPreTokenizer(label: MetadataValue | undefined, tokens: PackedTexts): PreTokenizerName {
  const byVocabulary = firstAddedIds.find(([id]) => tokens.at(id) === "<|endoftext|>")?.[1];
  const name = byVocabulary ?? preTokenizers.find((known) => known.name === label)?.name;
  if (name !== undefined) return name;
  const names = preTokenizers.map((known) => `"${known.name}"`).join(" or ");
  throw unsupportedTokenizer("pre-tokenizer", label, names);
}

function readTexts(metadata: Metadata, key: string): PackedTexts {
  const value = metadata.get(`tokenizer.ggml.${key}`);
  if (value instanceof PackedTexts) return value;
  const isList = Array.isArray(value) && value.every((text) => typeof text === "string");
  if (!isList) throw badValue(key, "a list of strings", value);
  return packTexts(value);
}

function readTokens(metadata: Metadata): PackedTexts {
  const tokens = readTexts(metadata, "tokens");
  if (tokens.length > maxTokens) throw badValue("tokens", `at most ${maxTokens} long`, tokens);
  return tokens;
}

function readKinds(metadata: Metadata, tokens: PackedTexts): Uint8Array {
  const vocabSize = tokens.length;
  const value = metadata.get("tokenizer.ggml.token_type");
  const isList = value instanceof Int32Array || Array.isArray(value);
  if (!isList || value.length !== vocabSize) throw badValue("token_type", `a list of ${vocabSize} integers`, value);
  const known: readonly unknown[] = Object.values(tokenKinds);
  const kinds = new Uint8Array(vocabSize);
  for (let id = 0; id < vocabSize; id++) {
    if (!known.includes(value[id])) throw badValue("token_type", `a list of ${known.join(", ")}`, value[id]);
    const kind = value[id] as number;
    const isAdded = kind === tokenKinds.control || kind === tokenKinds.userDefined;
    kinds[id] = isAdded ? addedKind(tokens.at(id), kind === tokenKinds.control) : kind;
  }
  return kinds;
}

function readId(metadata: Metadata, key: string): number | undefined {
  const value = metadata.get(`tokenizer.ggml.${key}`);
  if (value === undefined || typeof value === "number") return value;
  throw badValue(key, "a token id", value);
}

function readFlag(metadata: Metadata, key: string): boolean {
  const value = metadata.get(`tokenizer.ggml.${key}`) ?? false;
  if (typeof value === "boolean") return value;
  throw badValue(key, "true or false", value);
}

function badValue(key: string, expected: string, found: unknown) {
  const isList = Array.isArray(found) || found instanceof PackedTexts || ArrayBuffer.isView(found);
  return tokenizerError(`tokenizer.ggml.${key} must be ${expected}, got ${isList ? "another list" : shown(found)}`, {
    key,
  });
}
