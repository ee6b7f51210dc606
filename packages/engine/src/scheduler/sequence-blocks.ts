import type { PrefixCache } from "../cache/prefix-cache.ts";
import type { Sequence } from "./sequence.ts";

/** Which blocks of the cache sequences have, and what they may still take. */
export class SequenceBlocks {
  readonly #cache: PrefixCache;

  constructor(cache: PrefixCache) {
    this.#cache = cache;
  }

  /** Takes the blocks that the known tokens and some more still need, as far as there are any; true when that was all. */
  reserve(sequence: Sequence, numMore = 0): boolean {
    const wanted = this.#cache.blocksFor(sequence.length + numMore);
    while (sequence.blocks.length < wanted) {
      const block = this.#cache.take();
      if (block === undefined) return false;
      sequence.blocks.push(block);
    }
    return true;
  }

  /** Positions behind a sequence's known tokens that it may use without anyone having to give up blocks for it. */
  room({ blocks, length }: Sequence, numRunning: number): number {
    const numSpare = this.#cache.numAvailable > numRunning ? 1 : 0;
    return (blocks.length + numSpare) * this.#cache.blockLength - length;
  }

  /** Offers the blocks that the next `numTokens` of a sequence have filled to others that begin alike. */
  shareFull({ tokenIds, blocks, numComputed }: Sequence, numTokens: number): void {
    const { blockLength } = this.#cache;
    const numFull = Math.floor((numComputed + numTokens) / blockLength);
    for (let i = Math.floor(numComputed / blockLength); i < numFull; i++) {
      blocks[i] = this.#cache.share(tokenIds, blocks, i);
    }
  }

  /** Gives all of a sequence's blocks back. */
  release({ blocks }: Sequence): void {
    this.#cache.release(blocks);
    blocks.length = 0;
  }
}
