import type { PackedTexts } from "../files/packed-texts.ts";
import { quoted } from "../files/quoted.ts";
import { writeBytesOf } from "./byte-alphabet.ts";
import { hashOf, hashWith, noHash, type TokenIndex } from "./token-index.ts";
import { tokenizerError } from "./vocabulary.ts";

/** Rank of a pair that never merges. */
export const NO_MERGE = 2 ** 31 - 1;

const EMPTY = -1;
const SPACE = 0x20;

/**
 * The merges of a BPE vocabulary: pair of token ids → rank (lower merges first) and merged id. An open-addressing hash
 * table over typed arrays: a `Map` of 150,000 pairs takes several times the memory and the time to build.
 */
export class MergeTable {
  readonly #mask: number;
  /** Entries of four: left id, right id, rank, merged id. */
  readonly #slots: Int32Array;

  constructor(numMerges: number) {
    const numSlots = 2 ** Math.ceil(Math.log2(Math.max(numMerges, 1) * 2));
    this.#mask = numSlots - 1;
    this.#slots = new Int32Array(numSlots * 4).fill(EMPTY);
  }

  /** Adds a merge; of two for the same pair, the first counts. */
  add(left: number, right: number, rank: number, merged: number): void {
    const slots = this.#slots;
    const slot = this.#find(left, right);
    if (slots[slot] !== EMPTY) return;
    slots[slot] = left;
    slots[slot + 1] = right;
    slots[slot + 2] = rank;
    slots[slot + 3] = merged;
  }

  /** The pair's rank, or `NO_MERGE`. */
  rank(left: number, right: number): number {
    const slot = this.#find(left, right);
    return this.#slots[slot] === EMPTY ? NO_MERGE : this.#slots[slot + 2];
  }

  /** What a pair that has a rank becomes. */
  merged(left: number, right: number): number {
    return this.#slots[this.#find(left, right) + 3];
  }

  /** Offset of the pair's slot, or of the empty one where it belongs. */
  #find(left: number, right: number): number {
    const slots = this.#slots;
    let hash = Math.imul(left, 0x9e3779b1) ^ Math.imul(right, 0x85ebca6b);
    hash ^= hash >>> 15;
    let index = hash & this.#mask;
    while (true) {
      const slot = index * 4;
      if (slots[slot] === EMPTY || (slots[slot] === left && slots[slot + 1] === right)) return slot;
      index = (index + 1) & this.#mask;
    }
  }
}

/** @throws QwenError `tokenizer/bad-data` */
export function buildMergeTable(merges: PackedTexts, index: TokenIndex): MergeTable {
  const table = new MergeTable(merges.length);
  const pair = new PairReader(merges, index);
  for (let rank = 0; rank < merges.length; rank++) {
    if (!pair.read(rank)) throw badMerge(rank);
    if (pair.left < 0 || pair.right < 0 || pair.merged < 0) throw missingToken(merges.at(rank), rank, pair);
    table.add(pair.left, pair.right, rank, pair.merged);
  }
  return table;
}

/** Reads one merge after the other without making a string of any part. */
class PairReader {
  /** Ids of the pair and of what it becomes; −1 where there is no such token. */
  left = -1;
  right = -1;
  merged = -1;
  readonly #merges: PackedTexts;
  readonly #index: TokenIndex;
  #bytes = new Uint8Array(256);

  constructor(merges: PackedTexts, index: TokenIndex) {
    this.#merges = merges;
    this.#index = index;
  }

  /** False for what is not two tokens. */
  read(rank: number): boolean {
    const { bytes, starts, ends } = this.#merges;
    const start = starts[rank];
    const end = ends[rank];
    let space = start;
    while (space < end && bytes[space] !== SPACE) space++;
    if (space === start || space >= end - 1) return false;
    if (this.#bytes.length < end - start) this.#bytes = new Uint8Array(2 * (end - start));
    const leftEnd = writeBytesOf(bytes, start, space, this.#bytes, 0);
    this.#find(leftEnd, leftEnd < 0 ? -1 : writeBytesOf(bytes, space + 1, end, this.#bytes, leftEnd));
    return true;
  }

  /** Takes the bytes of both parts; ends of −1 stand for parts that no bytes correspond to. */
  #find(leftEnd: number, end: number): void {
    const bytes = this.#bytes;
    const leftHash = hashOf(bytes, 0, leftEnd);
    let rightHash = noHash;
    let hash = leftHash;
    for (let i = leftEnd; i < end; i++) {
      rightHash = hashWith(rightHash, bytes[i]);
      hash = hashWith(hash, bytes[i]);
    }
    this.left = leftEnd < 0 ? -1 : this.#index.findHashed(leftHash, bytes, 0, leftEnd);
    this.right = end < 0 ? -1 : this.#index.findHashed(rightHash, bytes, leftEnd, end);
    // Vocabularies mostly number their tokens in the order of the merges.
    this.merged = end < 0 ? -1 : this.#index.findHashed(hash, bytes, 0, end, this.merged + 1);
  }
}

function missingToken(merge: string, rank: number, { left, right }: PairReader) {
  const [leftText, rightText] = merge.split(/ (.*)/s);
  const missing = left < 0 ? leftText : right < 0 ? rightText : leftText + rightText;
  return badMerge(rank, `names the token ${quoted(missing)}, which the vocabulary does not have`);
}

export function badMerge(rank: number, complaint = 'is not two tokens, as in "a b" or ["a", "b"]') {
  return tokenizerError(`merge ${rank} ${complaint}`, { merge: rank });
}
