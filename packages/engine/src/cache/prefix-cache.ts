import type { BlockPool } from "./block-pool.ts";
import type { MissReason } from "./cache-use.ts";
import type { Checkpoint, PrefixNode } from "./prefix-node.ts";
import { PrefixTree } from "./prefix-tree.ts";
import type { StateSlots } from "./state-slots.ts";

export interface PrefixCacheOptions {
  /** When false, blocks are neither shared nor kept. Default true. */
  readonly isEnabled?: boolean;
  /** Of models whose linear attention carries a state. */
  readonly states?: StateSlots;
}

/** What is there of a sequence's beginning. */
export interface Beginning {
  /** For the caller to use and to release. */
  readonly blocks: number[];
  /** The state behind these blocks; only for models with states, and where there are blocks. */
  readonly checkpoint: Checkpoint | undefined;
  /** Tokens whose blocks are there, with a state behind them or not. */
  readonly matchedTokens: number;
  /** Why there are no more blocks; absent when no full block is missing. */
  readonly missReason: MissReason | undefined;
}

/**
 * Blocks of the key-value cache by what they hold: a tree of beginnings that sequences share. A block that is full and
 * given back stays until its room is needed; then the one that nobody has had for longest goes first, and none before
 * those that continue it. A block that is not full belongs to one sequence alone.
 *
 * What is shared are keys and values of all positions up to a block's end. A model whose linear attention also carries a
 * state from token to token can go on only from where that state was kept: there some blocks have a checkpoint, a search
 * ends at the last of these, and a block stays only as long as it or one that continues it has one.
 *
 * @see https://docs.vllm.ai/en/latest/design/prefix_caching.html (blocks as the unit, order of eviction)
 * @see https://arxiv.org/abs/2312.07104 (SGLang's tree of prefixes)
 * @see https://arxiv.org/abs/2411.19379 (Marconi: which states of hybrid models are worth keeping)
 */
export class PrefixCache {
  readonly states: StateSlots | undefined;
  readonly #pool: BlockPool;
  readonly #isEnabled: boolean;
  /** Of full blocks; others have no node. */
  readonly #tree: PrefixTree;
  /** Nodes without users, those to go first in front: children are always before their parents. */
  readonly #unused = new Set<PrefixNode>();

  constructor(pool: BlockPool, { isEnabled = true, states }: PrefixCacheOptions = {}) {
    this.#pool = pool;
    this.#tree = new PrefixTree(pool.blockLength);
    this.#isEnabled = isEnabled;
    this.states = states;
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
    return this.#pool.size;
  }

  get blockLength(): number {
    return this.#pool.blockLength;
  }

  /** Blocks that hold `numTokens` positions. */
  blocksFor(numTokens: number): number {
    return this.#pool.blocksFor(numTokens);
  }

  /**
   * As much of a sequence's beginning as it can go on from. Never its last token, which has to be computed for there to
   * be logits.
   */
  acquire(tokenIds: Int32Array): Beginning {
    const { known, numHit } = this.#find(tokenIds);
    const nodes = known.slice(0, numHit);
    for (const node of nodes) this.#use(node);
    return {
      blocks: nodes.map(({ block }) => block),
      checkpoint: nodes.at(-1)?.checkpoint,
      matchedTokens: known.length * this.blockLength,
      missReason: this.#missReason(tokenIds, known, numHit),
    };
  }

  /** Tokens that `acquire` would find; undefined where nothing can be shared. */
  peek(tokenIds: Int32Array): number | undefined {
    if (!this.#isEnabled || this.states?.maxCheckpoints === 0) return undefined;
    return this.#find(tokenIds).numHit * this.blockLength;
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
    const node = this.#tree.add(block, tokenIds, index, index === 0 ? undefined : blocks[index - 1]);
    this.#use(node);
    if (node.block !== block) this.#pool.giveBack(block);
    return node.block;
  }

  /**
   * Keeps a sequence's state behind its block, which must be shared, so that others can go on from there.
   * @param slot which the caller reads in its next step, and must not write any more; it has to release the checkpoint
   * @returns undefined when there is one already or none is wanted here: then the slot stays the caller's
   */
  keepState(block: number, slot: number, weight: number): Checkpoint | undefined {
    const node = this.#tree.at(block);
    if (node === undefined || node.checkpoint !== undefined) return undefined;
    const kept = this.states?.keep(node, slot, weight);
    if (kept?.evicted !== undefined) this.#prune(kept.evicted, true);
    return kept?.checkpoint;
  }

  /** Gives back all blocks of a sequence, in order of position. */
  release(blocks: readonly number[]): void {
    for (const block of blocks.toReversed()) {
      const node = this.#tree.at(block);
      if (node === undefined) this.#pool.giveBack(block);
      else if (--node.numUsers === 0) {
        this.#unused.add(node);
        if (this.states) this.#prune(node, false);
      }
    }
  }

  /** The nodes of a sequence's full blocks, as far as there are any, and how many of them it can go on behind. */
  #find(tokenIds: Int32Array): { readonly known: readonly PrefixNode[]; readonly numHit: number } {
    const known = this.#isEnabled ? this.#tree.find(tokenIds, this.#numFull(tokenIds)) : [];
    const numHit = this.states ? known.findLastIndex(({ checkpoint }) => checkpoint) + 1 : known.length;
    return { known, numHit };
  }

  #missReason(tokenIds: Int32Array, known: readonly PrefixNode[], numHit: number): MissReason | undefined {
    if (!this.#isEnabled) return "off";
    if (numHit === this.#numFull(tokenIds)) return undefined;
    if (this.states?.maxCheckpoints === 0) return "no-room";
    if (numHit < known.length) {
      return known.slice(numHit).some((node) => node.hasLostCheckpoint) ? "checkpoint-evicted" : "no-checkpoint";
    }
    if (this.#tree.wasEvicted(tokenIds, known)) return "evicted";
    return this.#tree.isEmpty ? "first" : "new";
  }

  #use(node: PrefixNode): void {
    node.numUsers++;
    this.#unused.delete(node);
  }

  #evict(): void {
    const [node] = this.#unused;
    if (node === undefined) return;
    if (node.checkpoint) this.states?.drop(node.checkpoint);
    this.#remove(node, true);
    if (this.states && node.parent) this.#prune(node.parent, true);
  }

  /** Removes a node that no search can end at or pass any more, and then its parent, if that is such a one now. */
  #prune(node: PrefixNode, isEvicted: boolean): void {
    let end: PrefixNode | undefined = node;
    while (end && this.#unused.has(end) && end.children.size === 0 && end.checkpoint === undefined) {
      this.#remove(end, isEvicted);
      end = end.parent;
    }
  }

  #remove(node: PrefixNode, isEvicted: boolean): void {
    this.#tree.remove(node, isEvicted);
    this.#unused.delete(node);
    this.#pool.giveBack(node.block);
  }

  /** Full blocks of a sequence that may be known when its last token is to be computed. */
  #numFull(tokenIds: Int32Array): number {
    return Math.floor((tokenIds.length - 1) / this.blockLength);
  }
}
