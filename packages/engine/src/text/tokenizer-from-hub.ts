import { quoted, shown } from "../files/quoted.ts";
import { preTokenizers } from "./pre-tokenizer.ts";
import { createTokenizer, type Tokenizer } from "./tokenizer.ts";
import { looksLikeControl, maxTokens, tokenizerError, tokenKinds, unsupportedTokenizer } from "./vocabulary.ts";

type Json = Readonly<Record<string, unknown>>;

interface AddedToken {
  readonly id: number;
  readonly content: string;
  readonly isControl: boolean;
}

/**
 * The tokenizer in the hub's `tokenizer.json`, with the added tokens and the EOS and BOS of `tokenizer_config.json`
 * (either file may have added tokens that the other lacks). Added tokens that look like `<|…|>` are control tokens even
 * where their `special` flag is off, as GGUF files have them.
 * @throws QwenError `tokenizer/unsupported`, `tokenizer/bad-data`
 */
export function tokenizerFromHub(tokenizerJson: Json, tokenizerConfig: Json = {}): Tokenizer {
  const model = isObject(tokenizerJson.model) ? tokenizerJson.model : {};
  if (model.type !== "BPE") throw unsupportedTokenizer("model.type", model.type, '"BPE"');
  const added = [...readAdded(tokenizerJson.added_tokens), ...readConfigAdded(tokenizerConfig.added_tokens_decoder)];
  const tokens = readVocab(model.vocab);
  const kinds = placeAdded(tokens, added);
  const bosTokenId = findNamed(tokenizerConfig, "bos_token", added);
  const eosTokenId = findNamed(tokenizerConfig, "eos_token", added);
  return createTokenizer({
    tokens,
    kinds,
    merges: readMerges(model.merges),
    preTokenizer: readPreTokenizer(tokenizerJson.pre_tokenizer),
    normalizes: readNormalizer(tokenizerJson.normalizer),
    ...(bosTokenId !== undefined && { bosTokenId }),
    addsBos: tokenizerConfig.add_bos_token === true,
    eosTokenIds: eosTokenId === undefined ? [] : [eosTokenId],
  });
}

function readMerges(merges: unknown): readonly unknown[] {
  if (!Array.isArray(merges)) throw damaged("model.merges must be a list", merges);
  return merges;
}

function readVocab(vocab: unknown): (string | undefined)[] {
  if (!isObject(vocab)) throw damaged("model.vocab must map tokens to ids", vocab);
  const tokens: (string | undefined)[] = [];
  for (const [token, id] of Object.entries(vocab)) place(tokens, id, token);
  return tokens;
}

/** Puts the added tokens in, and returns what kind each token is. */
function placeAdded(tokens: (string | undefined)[], added: readonly AddedToken[]): Uint8Array {
  for (const { id, content } of added) place(tokens, id, content);
  const kinds = Uint8Array.from(tokens, (token) => (token === undefined ? tokenKinds.unused : tokenKinds.normal));
  for (const { id, isControl } of added) kinds[id] = isControl ? tokenKinds.control : tokenKinds.userDefined;
  return kinds;
}

function place(tokens: (string | undefined)[], id: unknown, token: string): void {
  if (!isTokenId(id)) throw badId(id);
  while (tokens.length < id) tokens.push(undefined);
  if ((tokens[id] ?? token) !== token)
    throw damaged(`two tokens share the id ${id}: ${quoted(tokens[id] ?? "")} and`, token);
  tokens[id] = token;
}

function readAdded(list: unknown): AddedToken[] {
  if (list === undefined) return [];
  if (!Array.isArray(list)) throw damaged("added_tokens must be a list", list);
  return list.map((token) => readAddedToken(token, isObject(token) ? token.id : undefined));
}

function readConfigAdded(decoder: unknown): AddedToken[] {
  if (decoder === undefined) return [];
  if (!isObject(decoder)) throw damaged("added_tokens_decoder must map ids to tokens", decoder);
  return Object.entries(decoder).map(([id, token]) => readAddedToken(token, Number(id)));
}

function readAddedToken(token: unknown, id: unknown): AddedToken {
  if (!isObject(token) || typeof token.content !== "string") throw damaged("an added token must have content", token);
  if (!isTokenId(id)) throw badId(id);
  const { content, special } = token;
  const option = ["lstrip", "rstrip", "single_word"].find((name) => token[name] === true);
  if (option) throw unsupportedTokenizer(`added token ${quoted(content)}`, option, "matched as it stands");
  return { id, content, isControl: special === true || looksLikeControl(content) };
}

/** The id of `bos_token` or `eos_token`: null, the token, or an object with the token as `content`. */
function findNamed(config: Json, key: string, added: readonly AddedToken[]): number | undefined {
  const value = config[key] ?? undefined;
  if (value === undefined) return undefined;
  const content = isObject(value) ? value.content : value;
  const token = added.find((candidate) => candidate.content === content);
  if (!token) throw damaged(`${key} must be an added token`, value);
  return token.id;
}

function readNormalizer(normalizer: unknown): boolean {
  if (normalizer === undefined || normalizer === null) return false;
  const type = isObject(normalizer) ? normalizer.type : normalizer;
  if (type === "NFC") return true;
  throw unsupportedTokenizer("normalizer", type, '"NFC" or none');
}

function readPreTokenizer(preTokenizer: unknown) {
  const steps = isObject(preTokenizer) && Array.isArray(preTokenizer.pretokenizers) ? preTokenizer.pretokenizers : [];
  const [split, byteLevel] = steps.map((step) => (isObject(step) ? step : {}));
  const pattern = isObject(split?.pattern) ? split.pattern.Regex : undefined;
  const known = preTokenizers.find(({ hubPattern }) => hubPattern === pattern);
  const isByteLevel = byteLevel?.type === "ByteLevel" && byteLevel.use_regex !== true && !byteLevel.add_prefix_space;
  if (known && steps.length === 2 && split?.type === "Split" && split.behavior === "Isolated" && isByteLevel) {
    return known.name;
  }
  throw unsupportedTokenizer("pre_tokenizer", preTokenizer, "Qwen2's or Qwen3.5's Split followed by ByteLevel");
}

function isTokenId(id: unknown): id is number {
  return Number.isInteger(id) && (id as number) >= 0 && (id as number) < maxTokens;
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function badId(found: unknown) {
  return damaged(`ids must be integers from 0 to ${maxTokens - 1}`, found);
}

function damaged(complaint: string, found: unknown) {
  return tokenizerError(`${complaint}, got ${shown(found)}`);
}
