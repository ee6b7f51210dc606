import { assert } from "../errors.ts";
import type { BlockPool } from "./block-pool.ts";

/** A full block that sequences may share: what it holds depends on its tokens and on all blocks above it. */
interface Node {
  readonly block: number;
  /** Its token ids, joined by commas. */
  readonly key: string;
  readonly parent: Children;
  readonly children: Children;
  /** Sequences that have it in their table. Whoever has a node has its ancestors. */
  numUsers: number;
}

type Children = Map<string, Node>;

/**
 * Blocks of the key-value cache by what they hold: a tree of beginnings that sequences share. A block that is full and
 * given back stays until its room is needed; then the one that nobody has had for longest goes first, and none before
 * those that continue it. A block that is not full belongs to one sequence alone.
 *
 * What is shared are keys and values of all positions up to a block's end. A model whose layers also carry a state from
 * token to token can go on only from where that state was kept: such a model needs nodes that hold one, and `acquire`
 * has to end at the last of these.
 *
 * @see https://docs.vllm.ai/en/latest/design/prefix_caching.html (blocks as the unit, order of eviction)
 * @see https://arxiv.org/abs/2312.07104 (SGLang's tree of prefixes)
 */
export class PrefixCache {
  readonly #pool: BlockPool;
  readonly #isEnabled: boolean;
  readonly #roots: Children = new Map();
  /** By block number; blocks that are not full have none. */
  readonly #nodes = new Map<number, Node>();
  /** Nodes without users, those to go first in front: children are always before their parents. */
  readonly #unused = new Set<Node>();

  /** @param isEnabled when false, blocks are neither shared nor kept */
  constructor(pool: BlockPool, isEnabled = true) {
    this.#pool = pool;
    this.#isEnabled = isEnabled;
  }

  /** Blocks that `take` can give, one after the other. */
  get numAvailable(): number {
    return this.#pool.numFree + this.#unused.size;
  }

  /** Blocks that sequences have. */
  get numUsed(): number {
    return this.#pool.numTaken - this.#unused.size;
  }

  /** Blocks that nobody has, kept in case that they are wanted again. */
  get numKept(): number {
    return this.#unused.size;
  }

  get numBlocks(): number {
    return this.#pool.numBlocks;
  }

  get blockLength(): number {
    return this.#pool.blockLength;
  }

  /** Blocks that hold `numTokens` positions. */
  blocksFor(numTokens: number): number {
    return this.#pool.blocksFor(numTokens);
  }

  /**
   * The blocks of as much of a sequence's beginning as is known, for the caller to use and to release. They never hold
   * its last token, which has to be computed for there to be logits.
   */
  acquire(tokenIds: Int32Array): number[] {
    const blocks: number[] = [];
    let children = this.#roots;
    for (let i = 0; this.#isEnabled && (i + 1) * this.blockLength < tokenIds.length; i++) {
      const node = children.get(this.#keyOf(tokenIds, i));
      if (node === undefined) break;
      this.#use(node);
      blocks.push(node.block);
      children = node.children;
    }
    return blocks;
  }

  /** An empty block for the caller alone, or `undefined` when sequences have them all. */
  take(): number | undefined {
    if (this.#pool.numFree === 0) this.#evict();
    return this.#pool.take();
  }

  /**
   * Offers a sequence's block `index`, which has become full, to all others. When there is one with the same content,
   * the caller's is given back.
   * @returns the block that the sequence has from now on in its place
   */
  share(tokenIds: Int32Array, blocks: readonly number[], index: number): number {
    const block = blocks[index];
    if (!this.#isEnabled) return block;
    const parent = index === 0 ? this.#roots : this.#nodes.get(blocks[index - 1])?.children;
    assert(parent, "a block is shared after the one before it");
    const key = this.#keyOf(tokenIds, index);
    const known = parent.get(key);
    if (known !== undefined) {
      this.#use(known);
      this.#pool.giveBack(block);
      return known.block;
    }
    const node: Node = { block, key, parent, children: new Map(), numUsers: 1 };
    parent.set(key, node);
    this.#nodes.set(block, node);
    return block;
  }

  /** Gives back all blocks of a sequence, in order of position. */
  release(blocks: readonly number[]): void {
    for (const block of blocks.toReversed()) {
      const node = this.#nodes.get(block);
      if (node === undefined) this.#pool.giveBack(block);
      else if (--node.numUsers === 0) this.#unused.add(node);
    }
  }

  #use(node: Node): void {
    node.numUsers++;
    this.#unused.delete(node);
  }

  #evict(): void {
    const [node] = this.#unused;
    if (node === undefined) return;
    assert(node.children.size === 0, "a block goes after those that continue it");
    this.#unused.delete(node);
    this.#nodes.delete(node.block);
    node.parent.delete(node.key);
    this.#pool.giveBack(node.block);
  }

  #keyOf(tokenIds: Int32Array, index: number): string {
    return tokenIds.subarray(index * this.blockLength, (index + 1) * this.blockLength).join();
  }
}
