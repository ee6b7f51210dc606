/** Remembers by their hashes the latest blocks that had to make room, so that a request which misses one can be told. */
export class EvictedBeginnings {
  readonly #limit: number;
  /** The oldest first. */
  readonly #hashes = new Set<number>();

  constructor(limit = 8192) {
    this.#limit = limit;
  }

  add(hash: number): void {
    this.#hashes.delete(hash);
    this.#hashes.add(hash);
    const [oldest] = this.#hashes;
    if (this.#hashes.size > this.#limit) this.#hashes.delete(oldest);
  }

  has(hash: number): boolean {
    return this.#hashes.has(hash);
  }
}
