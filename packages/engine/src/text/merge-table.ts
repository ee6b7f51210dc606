import { quoted } from "../files/quoted.ts";
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
    const slot = this.#find(left, right);
    if (this.#slots[slot] === EMPTY) this.#slots.set([left, right, rank, merged], slot);
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
export function buildMergeTable(merges: readonly unknown[], idOfToken: ReadonlyMap<string, number>): MergeTable {
  const table = new MergeTable(merges.length);
  for (let rank = 0; rank < merges.length; rank++) {
    const [left, right] = splitMerge(merges[rank], rank);
    const leftId = idOfToken.get(left);
    const rightId = idOfToken.get(right);
    const mergedId = idOfToken.get(left + right);
    if (leftId === undefined || rightId === undefined || mergedId === undefined) {
      const missing = leftId === undefined ? left : rightId === undefined ? right : left + right;
      throw badMerge(rank, `names the token ${quoted(missing)}, which the vocabulary does not have`);
    }
    table.add(leftId, rightId, rank, mergedId);
  }
  return table;
}

function splitMerge(merge: unknown, rank: number): readonly [string, string] {
  if (typeof merge === "string") {
    const space = merge.indexOf(" ");
    if (space > 0 && space < merge.length - 1) return [merge.slice(0, space), merge.slice(space + 1)];
  } else if (Array.isArray(merge) && merge.length === 2) {
    const [left, right] = merge;
    if (typeof left === "string" && typeof right === "string" && left && right) return [left, right];
  }
  throw badMerge(rank, 'is not two tokens, as in "a b" or ["a", "b"]');
}

function badMerge(rank: number, complaint: string) {
  return tokenizerError(`merge ${rank} ${complaint}`, { merge: rank });
}
