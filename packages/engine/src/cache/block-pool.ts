import { assert } from "../errors.ts";

/**
 * Hands out the blocks of a key-value cache by number. It knows which are taken, not by whom: a block has one owner,
 * who gives it back exactly once.
 */
export class BlockPool {
  readonly numBlocks: number;
  /** Token positions a block holds. */
  readonly blockLength: number;
  /** Free blocks, the next one to give on top; a block given back is the first to be given again. */
  readonly #free: number[];
  readonly #isTaken: Uint8Array;

  constructor(numBlocks: number, blockLength: number) {
    assert(numBlocks > 0 && blockLength > 0, "a pool of at least one block of at least one position");
    this.numBlocks = numBlocks;
    this.blockLength = blockLength;
    this.#free = Array.from({ length: numBlocks }, (_, i) => numBlocks - 1 - i);
    this.#isTaken = new Uint8Array(numBlocks);
  }

  get numFree(): number {
    return this.#free.length;
  }

  get numTaken(): number {
    return this.numBlocks - this.#free.length;
  }

  /** Blocks that hold `numTokens` positions. */
  blocksFor(numTokens: number): number {
    return Math.ceil(numTokens / this.blockLength);
  }

  /** A free block, or `undefined` when all are taken. */
  take(): number | undefined {
    const block = this.#free.pop();
    if (block !== undefined) this.#isTaken[block] = 1;
    return block;
  }

  giveBack(block: number): void {
    assert(this.#isTaken[block] === 1, `block ${block} is given back, but was not taken`);
    this.#isTaken[block] = 0;
    this.#free.push(block);
  }
}
