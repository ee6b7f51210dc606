import type { Beginning, PrefixCache } from "../cache/prefix-cache.ts";
import type { Checkpoint } from "../cache/prefix-node.ts";
import type { StateSlots } from "../cache/state-slots.ts";
import { assert } from "../errors.ts";
import { type CheckpointStop, checkpointStops, likelyWeight } from "./checkpoint-stops.ts";
import type { Sequence } from "./sequence.ts";

/** Where the state is that a running sequence's linear attention carries, and where it is to be kept. */
export interface CarriedState {
  /** Slot that the next step reads; -1: the sequence begins. */
  readSlot: number;
  /** Slot that is the sequence's alone: each step writes it. */
  ownSlot: number;
  /** Slot that a step with guesses writes instead, so that the state before them is still there if one is wrong. */
  draftSlot: number | undefined;
  /** What `readSlot` is, if it is a checkpoint. */
  source: Checkpoint | undefined;
  /** Checkpoint in the answer, which moves along with it. */
  latest: Checkpoint | undefined;
  /** Ascending. */
  stops: readonly CheckpointStop[];
  /** No stop before this position is worth a step of its own. */
  earliestStop: number;
}

/** Blocks between two checkpoints of a sequence at least. */
const minBlocksBetween = 2;
/** Tokens between two checkpoints of a prompt at most, as long as there are slots for all of them. */
const minSpacing = 1024;

/**
 * The states of running sequences. As a step may read one slot and write another, a checkpoint costs no copy: where one
 * is wanted, a step ends, the slot that it wrote stays, and the next step writes another one.
 */
export class CarriedStates {
  readonly #cache: PrefixCache;
  readonly #slots: StateSlots;

  constructor(cache: PrefixCache, slots: StateSlots) {
    this.#cache = cache;
    this.#slots = slots;
  }

  /** A sequence that now runs goes on from what the cache has of it. */
  begin(sequence: Sequence, { blocks, checkpoint, matchedTokens }: Beginning): void {
    const { blockLength } = this.#cache;
    this.#slots.begin(checkpoint);
    const begun = blocks.length * blockLength;
    const carried = {
      readSlot: checkpoint?.slot ?? -1,
      ownSlot: this.#slots.take(),
      draftSlot: undefined,
      source: checkpoint,
      latest: undefined,
      stops: this.#stopsFor(sequence, begun, matchedTokens),
      earliestStop: begun + minBlocksBetween * blockLength,
    };
    sequence.carried = carried;
    sequence.nextStop = nextStop(carried);
  }

  /** Another sequence waits for the state behind `position` tokens of this one, which are still to be computed. */
  addStop(sequence: Sequence, position: number): void {
    const { carried } = sequence;
    assert(carried && position > sequence.numComputed, "a position that a running sequence has yet to pass");
    carried.stops = inOrder([...carried.stops, { position, weight: likelyWeight }]);
    sequence.nextStop = nextStop(carried);
  }

  /** Its pending tokens up to `numComputed` were computed in a step. */
  advance(sequence: Sequence): void {
    const { carried, numComputed, promptLength } = sequence;
    assert(carried, "a running sequence");
    this.#releaseSource(carried);
    const stop = numComputed === sequence.nextStop ? this.#passStop(sequence, carried) : undefined;
    if (numComputed > promptLength) this.#moveLatest(sequence, carried);
    else if (stop !== undefined) this.#keep(sequence, carried, stop.weight);
  }

  /**
   * How many guesses the next step of an answer may carry: no more than lead to the next block, where its checkpoint
   * moves, and none without a slot that no sequence will need. @returns at most `wanted`
   */
  roomForDraft(sequence: Sequence, wanted: number, numRunning: number): number {
    const { numComputed, nextStop, carried } = sequence;
    assert(carried, "a running sequence");
    // Each running sequence may need one for a checkpoint.
    if (wanted === 0 || this.#slots.numFree <= numRunning) return 0;
    const { blockLength } = this.#cache;
    const nextBlock = numComputed - (numComputed % blockLength) + blockLength;
    return Math.max(0, Math.min(wanted, Math.min(nextBlock, nextStop) - numComputed - 1));
  }

  /** The next step of the sequence carries guesses. */
  beginDraft({ carried }: Sequence): void {
    assert(carried, "a running sequence");
    carried.draftSlot = this.#slots.take();
  }

  /** A step with guesses was computed. If one was wrong, the state is the one before it. */
  endDraft({ carried }: Sequence, areRight: boolean): void {
    assert(carried?.draftSlot !== undefined, "a step with guesses");
    this.#slots.giveBack(areRight ? carried.ownSlot : carried.draftSlot);
    if (areRight) carried.ownSlot = carried.draftSlot;
    carried.draftSlot = undefined;
  }

  /** Gives back a sequence's slot, but none of its checkpoints. */
  end(sequence: Sequence): void {
    const { carried } = sequence;
    if (carried === undefined) return;
    this.#releaseSource(carried);
    this.#slots.giveBack(carried.ownSlot);
    if (carried.draftSlot !== undefined) this.#slots.giveBack(carried.draftSlot);
    sequence.carried = undefined;
    sequence.nextStop = Number.POSITIVE_INFINITY;
  }

  /** Also where its blocks part from those of another sequence without a state: a third may come. */
  #stopsFor(sequence: Sequence, begun: number, matchedTokens: number): CheckpointStop[] {
    const { blockLength } = this.#cache;
    const { messageStarts, promptLength } = sequence;
    if (this.#slots.maxCheckpoints === 0) return [];
    const spacing = Math.max(minSpacing, promptLength / this.#slots.maxCheckpoints);
    const stops = checkpointStops(messageStarts, promptLength, { blockLength, spacing });
    if (matchedTokens > begun) stops.push({ position: matchedTokens, weight: likelyWeight });
    return inOrder(stops);
  }

  #passStop(sequence: Sequence, carried: CarriedState): CheckpointStop | undefined {
    const { numComputed } = sequence;
    carried.earliestStop = numComputed + minBlocksBetween * this.#cache.blockLength;
    sequence.nextStop = nextStop(carried);
    return carried.stops.find(({ position }) => position === numComputed);
  }

  /** An answer's end is not known before: the checkpoint is moved to the end of each block that becomes full. */
  #moveLatest(sequence: Sequence, carried: CarriedState): void {
    if (sequence.numComputed % this.#cache.blockLength > 0) return;
    const { latest } = carried;
    const isThere = latest !== undefined && latest.node.checkpoint === latest;
    if (isThere && latest.numUses === 0) this.#slots.drop(latest);
    carried.latest = this.#keep(sequence, carried, likelyWeight);
  }

  #keep(sequence: Sequence, carried: CarriedState, weight: number): Checkpoint | undefined {
    const block = sequence.blocks[sequence.numComputed / this.#cache.blockLength - 1];
    const checkpoint = this.#cache.keepState(block, carried.ownSlot, weight);
    if (checkpoint === undefined) return undefined;
    carried.source = checkpoint;
    carried.ownSlot = this.#slots.take();
    return checkpoint;
  }

  /** The step that read a checkpoint is over; from now on each reads what the one before it wrote. */
  #releaseSource(carried: CarriedState): void {
    if (carried.source !== undefined) this.#slots.release(carried.source);
    carried.source = undefined;
    carried.readSlot = carried.ownSlot;
  }
}

function nextStop({ stops, earliestStop }: CarriedState): number {
  return stops.find(({ position }) => position >= earliestStop)?.position ?? Number.POSITIVE_INFINITY;
}

const inOrder = (stops: readonly CheckpointStop[]) => stops.toSorted((a, b) => a.position - b.position);
