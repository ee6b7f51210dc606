import { QwenError } from "../errors.ts";
import type { PackedTexts } from "../files/packed-texts.ts";
import { quoted, shown } from "../files/quoted.ts";
import type { PreTokenizerName } from "./pre-tokenizer.ts";

/** What a token is, with the numbers of GGUF's `tokenizer.ggml.token_type`. */
export const tokenKinds = {
  /** Part of the byte-level vocabulary, written in the byte alphabet. */
  normal: 1,
  /** Structure, not text: read from text only where asked, left out when ids become text. */
  control: 3,
  /** An added token that is text: always read as one token, always kept. */
  userDefined: 4,
  /** Padding of the embedding matrix: never meant. */
  unused: 5,
  /** A byte, written as "<0x0A>". */
  byte: 6,
} as const;

type TokenKind = (typeof tokenKinds)[keyof typeof tokenKinds];

/** A tokenizer as its file describes it: types and ranges checked by its reader, all else by who builds from it. */
export interface Vocabulary {
  /** By id: in the byte alphabet if normal, as they are otherwise; empty where an id has no token. */
  readonly tokens: PackedTexts;
  /** [V] of `tokenKinds`. */
  readonly kinds: Uint8Array;
  /** "left right", by rank. */
  readonly merges: PackedTexts;
  readonly preTokenizer: PreTokenizerName;
  /** Whether text is brought into normalisation form C first. */
  readonly normalizes: boolean;
  readonly bosTokenId?: number;
  /** Whether texts begin with the BOS token. */
  readonly addsBos: boolean;
  /** Ids that the file names as ends of a turn or text. */
  readonly eosTokenIds: readonly number[];
}

/** Most ids that a vocabulary may have: four times what any Qwen model has. */
export const maxTokens = 1_000_000;

// All added tokens together, in UTF-16 units; Qwen's have 400.
const maxAddedLength = 100_000;

/**
 * The added tokens of one kind, in bounds that keep matching them cheap.
 * @throws QwenError `tokenizer/bad-data`
 */
export function addedTokens({ tokens, kinds }: Vocabulary, kind: TokenKind): Map<string, number> {
  const ids = new Map<string, number>();
  let length = 0;
  for (let id = kinds.indexOf(kind); id >= 0; id = kinds.indexOf(kind, id + 1)) {
    const token = tokens.at(id);
    if (!token) throw tokenizerError(`the added token ${id} is empty`, { id });
    if (ids.has(token)) throw tokenizerError(`the token ${quoted(token)} is there twice`, { id });
    ids.set(token, id);
    length += token.length;
  }
  if (length > maxAddedLength)
    throw tokenizerError(`its ${ids.size} added tokens have ${length} characters`, { length });
  return ids;
}

// What models write for us to read.
const textTokens = ["<think>", "</think>", "<tool_call>", "</tool_call>", "<tool_response>", "</tool_response>"];

/**
 * Whether an added token is control or text. Files disagree: some flag `<|fim_pad|>` as text, which every message could
 * then write, and some `<think>` as control, which would then be missing from what the model says.
 */
export function addedKind(token: string, isFlagged: boolean): TokenKind {
  if (textTokens.includes(token)) return tokenKinds.userDefined;
  const looksLikeControl = token.startsWith("<|") && token.endsWith("|>");
  return isFlagged || looksLikeControl ? tokenKinds.control : tokenKinds.userDefined;
}

export function unsupportedTokenizer(part: string, found: unknown, supported: string): QwenError {
  const names = found === undefined ? "names none" : `has ${shown(found)}`;
  return new QwenError("tokenizer/unsupported", `The tokenizer's ${part} must be ${supported}; this file ${names}.`, {
    details: { part, found },
  });
}

export function tokenizerError(complaint: string, details: Readonly<Record<string, unknown>> = {}): QwenError {
  return new QwenError("tokenizer/bad-data", `The tokenizer is damaged: ${complaint}. Get the file anew.`, { details });
}
