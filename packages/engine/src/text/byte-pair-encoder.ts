import { type MergeTable, NO_MERGE } from "./merge-table.ts";
import { RankHeap } from "./rank-heap.ts";

const MERGED_AWAY = -1;
const workspaceLength = 512;

/**
 * Merges the bytes of one piece into tokens: always the adjacent pair of the lowest rank, of several the leftmost, until
 * none merges. The symbols are a linked list and the pairs wait in a heap, so n bytes take n·log n steps.
 */
export class BytePairEncoder {
  readonly #merges: MergeTable;
  readonly #byteIds: Int32Array;
  readonly #workspace = new Workspace(workspaceLength);

  /** @param byteIds [256] token id of every single byte */
  constructor(merges: MergeTable, byteIds: Int32Array) {
    this.#merges = merges;
    this.#byteIds = byteIds;
  }

  encode(bytes: Uint8Array): number[] {
    const length = bytes.length;
    const work = length <= workspaceLength ? this.#workspace : new Workspace(length);
    for (let i = 0; i < length; i++) {
      work.ids[i] = this.#byteIds[bytes[i]];
      work.next[i] = i + 1;
      work.previous[i] = i - 1;
    }
    for (let i = 0; i < length; i++) this.#rankPair(work, i, length);
    this.#mergeAll(work, length);
    const tokenIds: number[] = [];
    for (let i = 0; i < length; i = work.next[i]) tokenIds.push(work.ids[i]);
    return tokenIds;
  }

  #mergeAll(work: Workspace, length: number): void {
    const { ids, next, previous, ranks, heap } = work;
    while (heap.size > 0) {
      const { rank, position: left } = heap.pop();
      if (ranks[left] !== rank) continue; // the pair changed since it was pushed
      const right = next[left];
      ids[left] = this.#merges.merged(rank);
      ranks[right] = MERGED_AWAY;
      next[left] = next[right];
      if (next[left] < length) previous[next[left]] = left;
      this.#rankPair(work, left, length);
      if (previous[left] >= 0) this.#rankPair(work, previous[left], length);
    }
  }

  /** Notes the rank of the pair that begins at `left`, and queues it if it merges. */
  #rankPair({ ids, next, ranks, heap }: Workspace, left: number, length: number): void {
    const rank = next[left] < length ? this.#merges.rank(ids[left], ids[next[left]]) : NO_MERGE;
    ranks[left] = rank;
    if (rank !== NO_MERGE) heap.push(rank, left);
  }
}

/** The symbols of one piece, each at the position of its first byte. */
class Workspace {
  readonly ids: Int32Array;
  readonly next: Int32Array;
  readonly previous: Int32Array;
  /** Rank of the pair that begins here. */
  readonly ranks: Int32Array;
  /** Room for all pairs at first, and for the two new ones of each merge. */
  readonly heap: RankHeap;

  constructor(length: number) {
    this.ids = new Int32Array(length);
    this.next = new Int32Array(length);
    this.previous = new Int32Array(length);
    this.ranks = new Int32Array(length);
    this.heap = new RankHeap(3 * length);
  }
}
