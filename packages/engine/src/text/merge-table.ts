import { hashOf, hashWith, noHash, numSlotsFor } from "../core/byte-hash.ts";
import type { PackedTexts } from "../files/packed-texts.ts";
import { quoted } from "../files/quoted.ts";
import { writeBytesOf } from "./byte-alphabet.ts";
import type { TokenIndex } from "./token-index.ts";
import { tokenizerError } from "./vocabulary.ts";

/** Rank of a pair that never merges. */
export const NO_MERGE = 2 ** 31 - 1;

const EMPTY = -1;
const SPACE = 0x20;

/**
 * The merges of a BPE vocabulary: pair of token ids → rank (lower merges first) → merged id. An open-addressing hash table
 * over typed arrays: a `Map` of 150,000 pairs takes several times the memory and the time to build.
 */
export class MergeTable {
  /** Of each rank. */
  readonly #left: Int32Array;
  readonly #right: Int32Array;
  readonly #merged: Int32Array;
  readonly #mask: number;
  /** Ranks. */
  readonly #slots: Int32Array;

  constructor(numMerges: number) {
    const numSlots = numSlotsFor(numMerges);
    this.#left = new Int32Array(numMerges);
    this.#right = new Int32Array(numMerges);
    this.#merged = new Int32Array(numMerges);
    this.#mask = numSlots - 1;
    this.#slots = new Int32Array(numSlots).fill(EMPTY);
  }

  /** Adds a merge; of two for the same pair, the first counts. */
  add(left: number, right: number, rank: number, merged: number): void {
    const slot = this.#find(left, right);
    if (this.#slots[slot] !== EMPTY) return;
    this.#slots[slot] = rank;
    this.#left[rank] = left;
    this.#right[rank] = right;
    this.#merged[rank] = merged;
  }

  /** The pair's rank, or `NO_MERGE`. */
  rank(left: number, right: number): number {
    const rank = this.#slots[this.#find(left, right)];
    return rank === EMPTY ? NO_MERGE : rank;
  }

  /** What the pair of that rank becomes. */
  merged(rank: number): number {
    return this.#merged[rank];
  }

  /** The pair's slot, or the empty one where it belongs. */
  #find(left: number, right: number): number {
    const slots = this.#slots;
    const lefts = this.#left;
    const rights = this.#right;
    let hash = Math.imul(left, 0x9e3779b1) ^ Math.imul(right, 0x85ebca6b);
    hash ^= hash >>> 15;
    for (let slot = hash & this.#mask; ; slot = (slot + 1) & this.#mask) {
      const rank = slots[slot];
      if (rank === EMPTY || (lefts[rank] === left && rights[rank] === right)) return slot;
    }
  }
}

/** @throws QwenError `tokenizer/bad-data` */
export function buildMergeTable(merges: PackedTexts, index: TokenIndex): MergeTable {
  const { bytes, starts, ends } = merges;
  const table = new MergeTable(merges.length);
  const parts = new Uint8Array(ends.reduce((longest, end, rank) => Math.max(longest, end - starts[rank]), 0));
  let merged = -1;
  for (let rank = 0; rank < starts.length; rank++) {
    const start = starts[rank];
    const stop = ends[rank];
    let space = start;
    while (space < stop && bytes[space] !== SPACE) space++;
    if (space === start || space >= stop - 1) throw badMerge(rank);
    const leftEnd = writeBytesOf(bytes, start, space, parts, 0);
    const end = leftEnd < 0 ? -1 : writeBytesOf(bytes, space + 1, stop, parts, leftEnd);
    const leftHash = hashOf(parts, 0, leftEnd);
    let rightHash = noHash;
    let hash = leftHash;
    for (let i = leftEnd; i < end; i++) {
      rightHash = hashWith(rightHash, parts[i]);
      hash = hashWith(hash, parts[i]);
    }
    const left = leftEnd < 0 ? -1 : index.findHashed(leftHash, parts, 0, leftEnd);
    const right = end < 0 ? -1 : index.findHashed(rightHash, parts, leftEnd, end);
    // Vocabularies mostly number their tokens in the order of the merges.
    merged = end < 0 ? -1 : index.findHashed(hash, parts, 0, end, merged + 1);
    if (left < 0 || right < 0 || merged < 0) throw missingToken(merges.at(rank), rank, left, right);
    table.add(left, right, rank, merged);
  }
  return table;
}

function missingToken(merge: string, rank: number, left: number, right: number) {
  const [leftText, rightText] = merge.split(/ (.*)/s);
  const missing = left < 0 ? leftText : right < 0 ? rightText : leftText + rightText;
  return badMerge(rank, `names the token ${quoted(missing)}, which the vocabulary does not have`);
}

export function badMerge(rank: number, complaint = 'is not two tokens, as in "a b" or ["a", "b"]') {
  return tokenizerError(`merge ${rank} ${complaint}`, { merge: rank });
}
