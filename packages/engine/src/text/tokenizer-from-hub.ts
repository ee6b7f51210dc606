import { PackedTexts, packTexts } from "../files/packed-texts.ts";
import { quoted, shown } from "../files/quoted.ts";
import { badMerge } from "./merge-table.ts";
import { preTokenizers } from "./pre-tokenizer.ts";
import { createTokenizer, type Tokenizer } from "./tokenizer.ts";
import {
  addedKind,
  maxTokens,
  tokenizerError,
  tokenKinds,
  unsupportedTokenizer,
  type Vocabulary,
} from "./vocabulary.ts";

type Json = Readonly<Record<string, unknown>>;

interface AddedToken {
  readonly id: number;
  readonly content: string;
  readonly kind: number;
}

/** @throws QwenError `tokenizer/unsupported`, `tokenizer/bad-data` */
export function tokenizerFromHub(tokenizerJson: Json, tokenizerConfig: Json = {}): Tokenizer {
  return createTokenizer(vocabularyFromHub(tokenizerJson, tokenizerConfig));
}

/**
 * What the hub's `tokenizer.json` says, with the added tokens and the EOS and BOS of `tokenizer_config.json`
 * (either file may have added tokens that the other lacks). Whether an added token is control or text follows from its
 * looks as much as from its flag, see `addedKind`.
 * @throws QwenError `tokenizer/unsupported`, `tokenizer/bad-data`
 */
export function vocabularyFromHub(tokenizerJson: Json, tokenizerConfig: Json = {}): Vocabulary {
  const model = isObject(tokenizerJson.model) ? tokenizerJson.model : {};
  checkModel(model);
  const added = [...readAdded(tokenizerJson.added_tokens), ...readConfigAdded(tokenizerConfig.added_tokens_decoder)];
  const { tokens, kinds } = placeAdded(readVocab(model.vocab), added);
  const bosTokenId = findNamed(tokenizerConfig, "bos_token", added);
  const eosTokenId = findNamed(tokenizerConfig, "eos_token", added);
  return {
    tokens,
    kinds,
    merges: readMerges(model.merges),
    ...readSteps(tokenizerJson, tokenizerConfig),
    ...(bosTokenId !== undefined && { bosTokenId }),
    addsBos: tokenizerConfig.add_bos_token === true,
    eosTokenIds: eosTokenId === undefined ? [] : [eosTokenId],
  };
}

// How a BPE model may differ from Qwen's, with the values that change nothing.
const neutralOptions: readonly (readonly [name: string, neutral: readonly unknown[]])[] = [
  ["dropout", [null, 0]],
  ["continuing_subword_prefix", [null, ""]],
  ["end_of_word_suffix", [null, ""]],
  ["ignore_merges", [false]],
];

function checkModel(model: Json): void {
  if (model.type !== "BPE") throw unsupportedTokenizer("model.type", model.type, '"BPE"');
  for (const [name, neutral] of neutralOptions) {
    if (model[name] === undefined || neutral.includes(model[name])) continue;
    throw unsupportedTokenizer(
      `model.${name}`,
      model[name],
      neutral.map((value) => JSON.stringify(value)).join(" or "),
    );
  }
}

/** In either of the files' forms, "left right" or ["left", "right"]. */
function readMerges(merges: unknown): PackedTexts {
  if (merges instanceof PackedTexts) return merges;
  if (!Array.isArray(merges)) throw damaged("model.merges must be a list", merges);
  return packTexts(merges.map(readMerge));
}

function readMerge(merge: unknown, rank: number): string {
  if (typeof merge === "string") return merge;
  const isPart = (part: unknown) => typeof part === "string" && part !== "" && !part.includes(" ");
  if (Array.isArray(merge) && merge.length === 2 && merge.every(isPart)) return merge.join(" ");
  throw badMerge(rank);
}

function readVocab(vocab: unknown): PackedTexts {
  if (vocab instanceof PackedTexts) return vocab;
  if (!isObject(vocab)) throw damaged("model.vocab must map tokens to ids", vocab);
  const tokens: string[] = [];
  for (const [token, id] of Object.entries(vocab)) {
    if (!isTokenId(id)) throw badId(id);
    while (tokens.length < id) tokens.push("");
    if (tokens[id]) throw sharedId(id, tokens[id], token);
    tokens[id] = token;
  }
  return packTexts(tokens);
}

/** Puts the added tokens in, and says what kind each token is. */
function placeAdded(vocab: PackedTexts, added: readonly AddedToken[]): Pick<Vocabulary, "tokens" | "kinds"> {
  const texts = new Map<number, string>();
  for (const { id, content } of added) {
    const there = texts.get(id) ?? (vocab.at(id) || content);
    if (there !== content) throw sharedId(id, there, content);
    texts.set(id, content);
  }
  const tokens = vocab.with(texts);
  const kinds = new Uint8Array(tokens.length).fill(tokenKinds.normal);
  for (let id = 0; id < kinds.length; id++) if (tokens.starts[id] === tokens.ends[id]) kinds[id] = tokenKinds.unused;
  for (const { id, kind } of added) kinds[id] = kind;
  return { tokens, kinds };
}

function sharedId(id: number, token: string, other: string) {
  return damaged(`two tokens share the id ${id}: ${quoted(token)} and`, other);
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
  return { id, content, kind: addedKind(content, special === true) };
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

/** What happens to text before merging; older files leave it to the class that they name. */
function readSteps(
  tokenizerJson: Json,
  { tokenizer_class: className }: Json,
): Pick<Vocabulary, "preTokenizer" | "normalizes"> {
  const isLeftOut = tokenizerJson.pre_tokenizer === undefined && tokenizerJson.normalizer === undefined;
  if (isLeftOut && /^Qwen2Tokenizer(Fast)?$/.test(String(className)))
    return { preTokenizer: "qwen2", normalizes: true };
  return {
    preTokenizer: readPreTokenizer(tokenizerJson.pre_tokenizer),
    normalizes: readNormalizer(tokenizerJson.normalizer),
  };
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
  const isSplit = split?.type === "Split" && split.behavior === "Isolated" && split.invert !== true;
  // What is left out here is on.
  const isByteLevel =
    byteLevel?.type === "ByteLevel" && byteLevel.use_regex === false && byteLevel.add_prefix_space === false;
  if (known && steps.length === 2 && isSplit && isByteLevel) return known.name;
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
