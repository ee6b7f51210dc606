// Of one entry: rank · 2³² + position, so that the least number is the lowest rank and of those the leftmost.
const rankUnit = 2 ** 32;

/** A binary heap of (rank, position) pairs, lowest rank first, of equal ones the lowest position. */
export class RankHeap {
  readonly #entries: Float64Array;
  #size = 0;

  constructor(capacity: number) {
    this.#entries = new Float64Array(capacity);
  }

  get size(): number {
    return this.#size;
  }

  push(rank: number, position: number): void {
    const entries = this.#entries;
    const entry = rank * rankUnit + position;
    let at = this.#size++;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (entries[parent] <= entry) break;
      entries[at] = entries[parent];
      at = parent;
    }
    entries[at] = entry;
  }

  /** Removes the least entry. */
  pop(): { rank: number; position: number } {
    const entries = this.#entries;
    const least = entries[0];
    this.#sink(entries[--this.#size]);
    const rank = Math.floor(least / rankUnit);
    return { rank, position: least - rank * rankUnit };
  }

  /** Puts `entry` in the root's place and lets it down to where it belongs. */
  #sink(entry: number): void {
    const entries = this.#entries;
    let at = 0;
    while (true) {
      let child = 2 * at + 1;
      if (child >= this.#size) break;
      if (child + 1 < this.#size && entries[child + 1] < entries[child]) child++;
      if (entries[child] >= entry) break;
      entries[at] = entries[child];
      at = child;
    }
    entries[at] = entry;
  }
}
