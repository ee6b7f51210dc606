import { QwenError } from "../errors.ts";
import { quoted, shown } from "../files/quoted.ts";
import { type PreTokenizerName, preTokenizers } from "./pre-tokenizer.ts";

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
  /** By id: in the byte alphabet if normal, as they are otherwise; undefined where an id has no token. */
  readonly tokens: readonly (string | undefined)[];
  /** [V] of `tokenKinds`. */
  readonly kinds: Uint8Array;
  /** "left right" or ["left", "right"], by rank. */
  readonly merges: readonly unknown[];
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
 * Ids of the tokens of one kind by their text.
 * @throws QwenError `tokenizer/bad-data` if two are the same
 */
export function idsByToken({ tokens, kinds }: Vocabulary, kind: TokenKind): Map<string, number> {
  const ids = new Map<string, number>();
  let numTokens = 0;
  for (let id = 0; id < tokens.length; id++) {
    const token = tokens[id];
    if (kinds[id] !== kind || token === undefined) continue;
    ids.set(token, id);
    if (ids.size !== ++numTokens) {
      throw tokenizerError(`the token ${quoted(token)} is there twice`, { id });
    }
  }
  return ids;
}

/**
 * The added tokens of one kind, in bounds that keep matching them cheap.
 * @throws QwenError `tokenizer/bad-data`
 */
export function addedTokens(vocabulary: Vocabulary, kind: TokenKind): Map<string, number> {
  const ids = idsByToken(vocabulary, kind);
  let length = 0;
  for (const [token, id] of ids) {
    length += token.length;
    if (token === "") throw tokenizerError(`the added token ${id} is empty`, { id });
  }
  if (length > maxAddedLength)
    throw tokenizerError(`its ${ids.size} added tokens have ${length} characters`, { length });
  return ids;
}

/** Whether an added token is structure by its looks, as `<|…|>` are, whatever its file flags it as. */
export function looksLikeControl(token: string): boolean {
  return token.startsWith("<|") && token.endsWith("|>");
}

/** @throws QwenError `tokenizer/unsupported` */
export function checkPreTokenizer(name: unknown): PreTokenizerName {
  const known = preTokenizers.find((preTokenizer) => preTokenizer.name === name);
  if (known) return known.name;
  const names = preTokenizers.map((preTokenizer) => `"${preTokenizer.name}"`).join(" or ");
  throw unsupportedTokenizer("pre-tokenizer", name, names);
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
