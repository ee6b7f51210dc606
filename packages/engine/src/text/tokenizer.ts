import { AddedTokenMatcher } from "./added-token-matcher.ts";
import { PlainEncoder } from "./plain-encoder.ts";
import { TokenBytes } from "./token-bytes.ts";
import { TokenIndex } from "./token-index.ts";
import { addedTokens, tokenizerError, tokenKinds, type Vocabulary } from "./vocabulary.ts";

/** How text becomes token ids. */
export interface EncodeOptions {
  /** Reads control tokens such as <|im_end|> as themselves; by default they are plain text. */
  readonly parseSpecial?: boolean;
  /** Begins with the BOS token if the model's file asks for that (no Qwen's does). Default false. */
  readonly addBos?: boolean;
  /** Gives up, with more ids than this, as soon as there are more. Default: never. */
  readonly maxTokens?: number;
}

/** How token ids become text. */
export interface DecodeOptions {
  /** Keeps control tokens, by their names; by default they are left out. */
  readonly keepSpecial?: boolean;
}

/** Text to token ids and back, for one model. */
export interface Tokenizer {
  /** Ids go from 0 to one below this; the model's matrices may have more rows. */
  readonly vocabSize: number;
  /** The names of all control tokens. */
  readonly controlTokens: readonly string[];
  /** Ids that end generation: of a turn, of a text, and of a file or repository section. */
  readonly eosTokenIds: readonly number[];
  readonly bosTokenId?: number;
  /** Ids of `text`, which is read in normalisation form C; a lone surrogate reads as U+FFFD. @throws QwenError `request/invalid` */
  encode(text: string, options?: EncodeOptions): number[];
  /** Text of ids; bytes that are not UTF-8 read as U+FFFD. @throws QwenError `request/invalid` for ids out of range */
  decode(tokenIds: readonly number[], options?: DecodeOptions): string;
  /** The bytes that a token stands for (a control token: its name); a view, not to be written to. */
  tokenBytes(tokenId: number): Uint8Array;
  /** The text of `tokenBytes`; a part of a character reads U+FFFD. */
  tokenText(tokenId: number): string;
  /** Whether an id is a control token: structure, not text. */
  isSpecial(tokenId: number): boolean;
  /** Whether an id is padding or beyond the vocabulary: never to be sampled. */
  isUnused(tokenId: number): boolean;
  /** The id of the token whose text is exactly this. */
  idOf(text: string): number | undefined;
}

// Which end generation besides those that the file names. Files disagree about them: llama.cpp, too, goes by their text.
const endTokens = ["<|im_end|>", "<|endoftext|>", "<|fim_pad|>", "<|repo_name|>", "<|file_sep|>"];

/** @throws QwenError `tokenizer/bad-data` */
export function createTokenizer(vocabulary: Vocabulary): Tokenizer {
  return new BytePairTokenizer(vocabulary);
}

class BytePairTokenizer implements Tokenizer {
  readonly vocabSize: number;
  readonly controlTokens: readonly string[];
  readonly eosTokenIds: readonly number[];
  readonly bosTokenId?: number;
  readonly #addsBos: boolean;
  readonly #kinds: Uint8Array;
  readonly #bytes: TokenBytes;
  readonly #index: TokenIndex;
  readonly #addedIds: ReadonlyMap<string, number>;
  readonly #allAdded: AddedTokenMatcher;
  readonly #userDefined: AddedTokenMatcher;
  readonly #plain: PlainEncoder;

  constructor(vocabulary: Vocabulary) {
    this.vocabSize = vocabulary.tokens.length;
    this.#kinds = vocabulary.kinds;
    this.#bytes = new TokenBytes(vocabulary);
    this.#index = new TokenIndex(vocabulary, this.#bytes);
    this.#plain = new PlainEncoder(vocabulary, this.#bytes, this.#index);
    const control = addedTokens(vocabulary, tokenKinds.control);
    const userDefined = addedTokens(vocabulary, tokenKinds.userDefined);
    this.controlTokens = [...control.keys()];
    this.#addedIds = new Map([...userDefined, ...control]);
    this.#allAdded = new AddedTokenMatcher(this.#addedIds);
    this.#userDefined = new AddedTokenMatcher(userDefined);
    this.#addsBos = vocabulary.addsBos;
    if (vocabulary.bosTokenId !== undefined) this.bosTokenId = checkId(vocabulary.bosTokenId, this.vocabSize);
    const namedEnds = vocabulary.eosTokenIds.map((id) => checkId(id, this.vocabSize));
    this.eosTokenIds = [...new Set([...namedEnds, ...endTokens.flatMap((token) => control.get(token) ?? [])])];
  }

  encode(
    text: string,
    { parseSpecial = false, addBos = false, maxTokens = Number.POSITIVE_INFINITY }: EncodeOptions = {},
  ): number[] {
    const source = text.toWellFormed();
    const matcher = parseSpecial ? this.#allAdded : this.#userDefined;
    const tokenIds = addBos && this.#addsBos && this.bosTokenId !== undefined ? [this.bosTokenId] : [];
    let position = 0;
    for (let match = matcher.find(source, 0); match; match = matcher.find(source, position)) {
      this.#plain.encode(source.slice(position, match.start), tokenIds, maxTokens);
      tokenIds.push(match.tokenId);
      if (tokenIds.length > maxTokens) return tokenIds;
      position = match.end;
    }
    this.#plain.encode(source.slice(position), tokenIds, maxTokens);
    return tokenIds;
  }

  decode(tokenIds: readonly number[], { keepSpecial = false }: DecodeOptions = {}): string {
    return this.#bytes.decode(keepSpecial ? tokenIds : tokenIds.filter((id) => !this.#isHidden(id)));
  }

  tokenBytes(tokenId: number): Uint8Array {
    return this.#bytes.of(tokenId);
  }

  tokenText(tokenId: number): string {
    return this.#bytes.decode([tokenId]);
  }

  isSpecial(tokenId: number): boolean {
    return this.#kinds[tokenId] === tokenKinds.control;
  }

  isUnused(tokenId: number): boolean {
    return (this.#kinds[tokenId] ?? tokenKinds.unused) === tokenKinds.unused;
  }

  /** Out of range is neither: that is for `TokenBytes` to reject. */
  #isHidden(tokenId: number): boolean {
    return this.#kinds[tokenId] === tokenKinds.control || this.#kinds[tokenId] === tokenKinds.unused;
  }

  idOf(text: string): number | undefined {
    const added = this.#addedIds.get(text);
    if (added !== undefined) return added;
    const tokenId = this.#index.find(new TextEncoder().encode(text));
    return tokenId < 0 ? undefined : tokenId;
  }
}

function checkId(tokenId: number, vocabSize: number): number {
  if (Number.isInteger(tokenId) && tokenId >= 0 && tokenId < vocabSize) return tokenId;
  throw tokenizerError(`it names the token ${tokenId}, but has only ${vocabSize}`, { tokenId, vocabSize });
}
