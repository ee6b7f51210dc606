import { quoted } from "../files/quoted.ts";
import { byteOf } from "./byte-alphabet.ts";
import { hashWith, noHash, type TokenIndex } from "./token-index.ts";
import { tokenizerError } from "./vocabulary.ts";

/** Rank of a pair that never merges. */
export const NO_MERGE = 2 ** 31 - 1;

const EMPTY = -1;

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

/**
 * Reads merges in either of the files' forms, "left right" or ["left", "right"].
 * @throws QwenError `tokenizer/bad-data`
 */
export function buildMergeTable(merges: readonly unknown[], index: TokenIndex): MergeTable {
  const table = new MergeTable(merges.length);
  const pair = new PairReader(index);
  for (let rank = 0; rank < merges.length; rank++) {
    if (!pair.read(merges[rank])) throw badMerge(rank, 'is not two tokens, as in "a b" or ["a", "b"]');
    if (pair.left < 0 || pair.right < 0 || pair.merged < 0) throw missingToken(merges[rank], rank, pair);
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
  readonly #index: TokenIndex;
  #bytes = new Uint8Array(256);

  constructor(index: TokenIndex) {
    this.#index = index;
  }

  /** False for what is not two tokens. */
  read(merge: unknown): boolean {
    if (typeof merge === "string") {
      const space = merge.indexOf(" ");
      return space > 0 && space < merge.length - 1 && this.#find(merge, space, merge, space + 1);
    }
    if (!Array.isArray(merge) || merge.length !== 2) return false;
    const [left, right] = merge;
    return typeof left === "string" && typeof right === "string" && left !== "" && right !== ""
      ? this.#find(left, left.length, right, 0)
      : false;
  }

  /** Takes the first units of one string, and those of another from `rightStart` on. */
  #find(left: string, leftEnd: number, right: string, rightStart: number): true {
    const end = leftEnd + right.length - rightStart;
    if (this.#bytes.length < end) this.#bytes = new Uint8Array(2 * end);
    const bytes = this.#bytes;
    let areBytes = true;
    let leftHash = noHash;
    for (let i = 0; i < leftEnd; i++) {
      const byte = byteOf(left.charCodeAt(i));
      areBytes &&= byte >= 0;
      bytes[i] = byte;
      leftHash = hashWith(leftHash, byte);
    }
    let rightHash = noHash;
    let hash = leftHash;
    for (let i = leftEnd; i < end; i++) {
      const byte = byteOf(right.charCodeAt(rightStart + i - leftEnd));
      areBytes &&= byte >= 0;
      bytes[i] = byte;
      rightHash = hashWith(rightHash, byte);
      hash = hashWith(hash, byte);
    }
    this.left = areBytes ? this.#index.findHashed(leftHash, bytes, 0, leftEnd) : -1;
    this.right = areBytes ? this.#index.findHashed(rightHash, bytes, leftEnd, end) : -1;
    // Vocabularies mostly number their tokens in the order of the merges.
    this.merged = areBytes ? this.#index.findHashed(hash, bytes, 0, end, this.merged + 1) : -1;
    return true;
  }
}

function missingToken(merge: unknown, rank: number, { left, right }: PairReader) {
  const pair: readonly string[] = typeof merge === "string" ? merge.split(/ (.*)/s) : (merge as string[]);
  const missing = left < 0 ? pair[0] : right < 0 ? pair[1] : pair[0] + pair[1];
  return badMerge(rank, `names the token ${quoted(missing)}, which the vocabulary does not have`);
}

function badMerge(rank: number, complaint: string) {
  return tokenizerError(`merge ${rank} ${complaint}`, { merge: rank });
}
