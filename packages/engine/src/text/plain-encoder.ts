import { QwenError } from "../errors.ts";
import { BytePairEncoder } from "./byte-pair-encoder.ts";
import { LeastTokens } from "./least-tokens.ts";
import { buildMergeTable } from "./merge-table.ts";
import { normalizeNfc } from "./normalize.ts";
import { preTokenizers } from "./pre-tokenizer.ts";
import type { TokenBytes } from "./token-bytes.ts";
import type { TokenIndex } from "./token-index.ts";
import { tokenizerError, type Vocabulary } from "./vocabulary.ts";

const maxCachedPieces = 50_000;
const maxCachedLength = 48;

/** The longest piece, in UTF-16 units: merging takes up to half a second for a million. */
const maxPieceLength = 2 ** 20;

/** Byte-level BPE of text without added tokens: normalise, cut into pieces, merge the bytes of each piece. */
export class PlainEncoder {
  readonly #encoder: BytePairEncoder;
  readonly #byteIds: Int32Array;
  readonly #leastTokens: LeastTokens;
  readonly #pattern: RegExp;
  readonly #normalizes: boolean;
  readonly #cache = new Map<string, readonly number[]>();
  readonly #utf8 = new TextEncoder();
  readonly #keyDecoder = new TextDecoder("utf-8", { ignoreBOM: true });

  /** @throws QwenError `tokenizer/bad-data` */
  constructor(vocabulary: Vocabulary, tokenBytes: TokenBytes, index: TokenIndex) {
    this.#byteIds = byteIds(index);
    this.#encoder = new BytePairEncoder(buildMergeTable(vocabulary.merges, index), this.#byteIds);
    this.#leastTokens = new LeastTokens(tokenBytes);
    const { pattern } = preTokenizers.find(({ name }) => name === vocabulary.preTokenizer)!;
    this.#pattern = new RegExp(pattern, "uy");
    this.#normalizes = vocabulary.normalizes;
  }

  /**
   * Appends the ids of `source`, which has no lone surrogates, to `tokenIds`; no piece once those are over `maxTokens`.
   * A text that is bound to be over is not merged: its first bytes stand for it, a token each.
   * @throws QwenError `request/invalid` for a piece of more than a million characters
   */
  encode(source: string, tokenIds: number[], maxTokens: number): void {
    const text = this.#normalizes ? normalizeNfc(source) : source;
    if (text.length > maxTokens - tokenIds.length && this.#isOver(text, tokenIds, maxTokens)) return;
    let start = 0;
    while (start < text.length && tokenIds.length <= maxTokens) {
      const end = this.#pieceEnd(text, start);
      for (const id of this.#encodePiece(text.slice(start, end))) tokenIds.push(id);
      start = end;
    }
  }

  /** Whether the text surely has too many tokens; then the ids of its bytes go over `maxTokens`. */
  #isOver(text: string, tokenIds: number[], maxTokens: number): boolean {
    const bytes = this.#utf8.encode(text);
    if (tokenIds.length + this.#leastTokens.of(bytes) <= maxTokens) return false;
    for (let i = 0; tokenIds.length <= maxTokens; i++) tokenIds.push(this.#byteIds[bytes[i]]);
    return true;
  }

  #pieceEnd(text: string, start: number): number {
    this.#pattern.lastIndex = start;
    try {
      this.#pattern.test(text);
    } catch (cause) {
      // Expressions remember each character of a run, and have room for some millions.
      throw pieceTooLong(start, cause);
    }
    const end = this.#pattern.lastIndex;
    if (end - start > maxPieceLength) throw pieceTooLong(start);
    return end;
  }

  #encodePiece(piece: string): readonly number[] {
    const cached = this.#cache.get(piece);
    if (cached) return cached;
    const bytes = this.#utf8.encode(piece);
    const tokenIds = this.#encoder.encode(bytes);
    if (piece.length <= maxCachedLength) this.#remember(bytes, tokenIds);
    return tokenIds;
  }

  #remember(bytes: Uint8Array, tokenIds: readonly number[]): void {
    if (this.#cache.size >= maxCachedPieces) this.#cache.clear();
    // The key is built anew: a slice would keep the whole text that it was cut from in memory.
    this.#cache.set(this.#keyDecoder.decode(bytes), tokenIds);
  }
}

function pieceTooLong(start: number, cause?: unknown): QwenError {
  const message = `The text has a run of letters or blanks that is too long to be read, from character ${start} on.`;
  return new QwenError("request/invalid", message, { details: { start }, cause });
}

/** [256] the id of every byte's own token. */
function byteIds(index: TokenIndex): Int32Array {
  const ids = Int32Array.from({ length: 256 }, (_, byte) => index.find(Uint8Array.of(byte)));
  const missing = ids.indexOf(-1);
  if (missing >= 0) throw tokenizerError(`no token stands for the byte ${missing}`, { byte: missing });
  return ids;
}
