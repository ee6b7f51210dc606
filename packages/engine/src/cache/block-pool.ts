import { assert } from "../errors.ts";
import { NumberPool } from "./number-pool.ts";

/** The blocks of a key-value cache, by number. */
export class BlockPool extends NumberPool {
  /** Token positions a block holds. */
  readonly blockLength: number;

  constructor(numBlocks: number, blockLength: number) {
    assert(numBlocks > 0 && blockLength > 0, "a pool of at least one block of at least one position");
    super(numBlocks);
    this.blockLength = blockLength;
  }

  /** Blocks that hold `numTokens` positions. */
  blocksFor(numTokens: number): number {
    return Math.ceil(numTokens / this.blockLength);
  }
}
