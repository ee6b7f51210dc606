import { assert } from "../errors.ts";
import { EvictedBeginnings } from "./evicted-beginnings.ts";
import { createNode, createRoot, hashTokens, type PrefixNode } from "./prefix-node.ts";

/** Beginnings of texts, block by block: every node continues its parent's. */
export class PrefixTree {
  readonly #blockLength: number;
  readonly #root = createRoot();
  readonly #byBlock = new Map<number, PrefixNode>();
  readonly #evicted = new EvictedBeginnings();

  constructor(blockLength: number) {
    this.#blockLength = blockLength;
  }

  get isEmpty(): boolean {
    return this.#byBlock.size === 0;
  }

  /** The node that holds what a block of the cache does. */
  at(block: number): PrefixNode | undefined {
    return this.#byBlock.get(block);
  }

  /** The nodes of a text's first blocks, as far as there are any, `maxBlocks` at most. */
  find(tokenIds: Int32Array, maxBlocks: number): PrefixNode[] {
    const nodes: PrefixNode[] = [];
    let node: PrefixNode | undefined = this.#root;
    for (let i = 0; i < maxBlocks; i++) {
      node = node.children.get(this.#tokensOf(tokenIds, i).join());
      if (node === undefined) break;
      nodes.push(node);
    }
    return nodes;
  }

  /**
   * The node of a text's block `index`, whose parent holds what block `before` does (absent: the first one).
   * @returns the one that was there, or a new one that holds `block`
   */
  add(block: number, tokenIds: Int32Array, index: number, before: number | undefined): PrefixNode {
    const parent = before === undefined ? this.#root : this.at(before);
    assert(parent, "a block is shared after the one before it");
    const content = this.#tokensOf(tokenIds, index);
    const key = content.join();
    const known = parent.children.get(key);
    if (known !== undefined) return known;
    const node = createNode({ block, key, hash: hashTokens(parent.hash, content), depth: index + 1, parent });
    parent.children.set(key, node);
    this.#byBlock.set(block, node);
    return node;
  }

  /** Removes a node without children. @param isEvicted whether to remember that it had to make room */
  remove(node: PrefixNode, isEvicted: boolean): void {
    assert(node.children.size === 0, "a block goes after those that continue it");
    node.parent?.children.delete(node.key);
    this.#byBlock.delete(node.block);
    if (isEvicted) this.#evicted.add(node.hash);
  }

  /** Whether a text's block behind `known`, its first nodes, was there and had to make room. */
  wasEvicted(tokenIds: Int32Array, known: readonly PrefixNode[]): boolean {
    const { hash } = known.at(-1) ?? this.#root;
    return this.#evicted.has(hashTokens(hash, this.#tokensOf(tokenIds, known.length)));
  }

  #tokensOf(tokenIds: Int32Array, index: number): Int32Array {
    return tokenIds.subarray(index * this.#blockLength, (index + 1) * this.#blockLength);
  }
}
