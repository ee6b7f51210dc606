import { assert } from "../errors.ts";
import { NumberPool } from "./number-pool.ts";
import type { Checkpoint, PrefixNode } from "./prefix-node.ts";

/**
 * The slots of a cache of states: one for each running sequence, and others that hold checkpoints, states from which a
 * sequence can go on again. When there are as many as allowed, the one that is worth least makes room, and none that a
 * sequence is about to read. What a checkpoint is worth: the tokens that would have to be computed again from the one
 * before it, times how likely its use seemed, divided by how many requests ago it was last used. So checkpoints that
 * stand close together are thinned out first, and one in front of a long text that nothing else helps with stays longest.
 */
export class StateSlots {
  readonly maxCheckpoints: number;
  readonly #pool: NumberPool;
  readonly #checkpoints = new Set<Checkpoint>();
  /** Requests begun. */
  #now = 0;

  /** @param numSlots more than `maxCheckpoints`: the rest is for running sequences */
  constructor(numSlots: number, maxCheckpoints: number) {
    assert(maxCheckpoints >= 0 && numSlots > maxCheckpoints, "a slot for at least one sequence");
    this.#pool = new NumberPool(numSlots);
    this.maxCheckpoints = maxCheckpoints;
  }

  get numCheckpoints(): number {
    return this.#checkpoints.size;
  }

  get numTaken(): number {
    return this.#pool.numTaken;
  }

  get numFree(): number {
    return this.#pool.numFree;
  }

  /** A slot for a running sequence. */
  take(): number {
    const slot = this.#pool.take();
    assert(slot !== undefined, "a slot for every running sequence");
    return slot;
  }

  giveBack(slot: number): void {
    this.#pool.giveBack(slot);
  }

  /** A request begins, from `checkpoint` if there is one, which is its to read until `release`. */
  begin(checkpoint: Checkpoint | undefined): void {
    this.#now++;
    if (checkpoint === undefined) return;
    checkpoint.numUses++;
    checkpoint.lastUse = this.#now;
    checkpoint.numReaders++;
  }

  /** A sequence has read the checkpoint. */
  release(checkpoint: Checkpoint): void {
    checkpoint.numReaders--;
  }

  /**
   * Makes a checkpoint of a slot, read next by the sequence whose slot it was.
   * @returns undefined when all others are worth more; otherwise also the node whose checkpoint made room
   */
  keep(
    node: PrefixNode,
    slot: number,
    weight: number,
  ): { readonly checkpoint: Checkpoint; readonly evicted: PrefixNode | undefined } | undefined {
    const checkpoint = { node, slot, weight, numUses: 0, lastUse: this.#now, numReaders: 1 };
    const isFull = this.#checkpoints.size >= this.maxCheckpoints;
    const worst = isFull ? this.#leastValuable() : undefined;
    if (isFull && (worst === undefined || this.#valueOf(worst) >= this.#valueOf(checkpoint))) return undefined;
    if (worst !== undefined) {
      this.drop(worst);
      worst.node.hasLostCheckpoint = true;
    }
    node.checkpoint = checkpoint;
    this.#checkpoints.add(checkpoint);
    return { checkpoint, evicted: worst?.node };
  }

  /** Takes a checkpoint off its node. */
  drop(checkpoint: Checkpoint): void {
    assert(checkpoint.numReaders === 0 && this.#checkpoints.delete(checkpoint), "a checkpoint that nobody reads");
    checkpoint.node.checkpoint = undefined;
    this.#pool.giveBack(checkpoint.slot);
  }

  #leastValuable(): Checkpoint | undefined {
    let least: { readonly checkpoint: Checkpoint; readonly value: number } | undefined;
    for (const checkpoint of this.#checkpoints) {
      if (checkpoint.numReaders > 0) continue;
      const value = this.#valueOf(checkpoint);
      if (least === undefined || value < least.value) least = { checkpoint, value };
    }
    return least?.checkpoint;
  }

  #valueOf({ node, weight, lastUse }: Checkpoint): number {
    return (blocksSinceCheckpoint(node) * weight) / (1 + this.#now - lastUse);
  }
}

/** Blocks from the checkpoint before a node's, or the beginning, to its end. */
function blocksSinceCheckpoint(node: PrefixNode): number {
  let before = node.parent;
  while (before?.parent !== undefined && before.checkpoint === undefined) before = before.parent;
  return node.depth - (before?.depth ?? 0);
}
