/** A full block that sequences may share: what it holds depends on its tokens and on all blocks above it. */
export interface PrefixNode {
  readonly block: number;
  /** Its token ids, joined by commas. */
  readonly key: string;
  /** Of its tokens and all before them. */
  readonly hash: number;
  /** Blocks from the beginning to its end. */
  readonly depth: number;
  /** Absent at the root, which stands for no tokens. */
  readonly parent: PrefixNode | undefined;
  readonly children: Map<string, PrefixNode>;
  /** Sequences that have it in their table. Whoever has a node has its ancestors. */
  numUsers: number;
  checkpoint: Checkpoint | undefined;
  /** Whether it had a checkpoint that had to make room. */
  hasLostCheckpoint: boolean;
}

/** The state of a model's linear attention after a node's last token. */
export interface Checkpoint {
  readonly node: PrefixNode;
  /** Where it is in the cache of states. */
  readonly slot: number;
  /** How likely it seemed at first that a request goes on from it, in any unit. */
  readonly weight: number;
  /** Requests that went on from it. */
  numUses: number;
  /** When it was made or used last: how many requests had begun. */
  lastUse: number;
  /** Sequences whose next step reads it. */
  numReaders: number;
}

export function createRoot(): PrefixNode {
  return createNode({ block: -1, key: "", hash: 17, depth: 0, parent: undefined });
}

export function createNode(given: Pick<PrefixNode, "block" | "key" | "hash" | "depth" | "parent">): PrefixNode {
  return { ...given, children: new Map(), numUsers: 0, checkpoint: undefined, hasLostCheckpoint: false };
}

/** 32 bits of a beginning, from those of its part before `tokenIds`. */
export function hashTokens(before: number, tokenIds: Int32Array): number {
  let hash = before;
  for (const tokenId of tokenIds) {
    hash = Math.imul(hash ^ tokenId, 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  return hash;
}
