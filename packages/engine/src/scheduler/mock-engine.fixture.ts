import { BlockPool } from "../cache/block-pool.ts";
import { PrefixCache } from "../cache/prefix-cache.ts";
import { StateSlots } from "../cache/state-slots.ts";
import type { Batch, BatchStates } from "../core/batch.ts";
import { assert } from "../errors.ts";
import { BatchBuilder } from "./batch-builder.ts";
import { maxDraftTokens } from "./drafts.ts";
import { Scheduler } from "./scheduler.ts";
import { Sequence } from "./sequence.ts";
import { maxScoredTokens } from "./share-prompts.ts";
import { batchPartOf, type StepPlan } from "./step-plan.ts";

export interface Limits {
  readonly numBlocks: number;
  readonly blockLength: number;
  readonly maxSequences: number;
  readonly tokenBudget: number;
  readonly mixedPromptBudget?: number;
  readonly prefixCache?: boolean;
  readonly promptLookup?: boolean;
  /** Given for a model with states: how many of them may be kept as checkpoints. */
  readonly maxCheckpoints?: number;
  /** The answer's tokens are below this number: few of them repeat soon. Default 1000. */
  readonly numTokenIds?: number;
  /** Stands for a draft block: guesses at what follows the sequence's tokens. */
  readonly guess?: (sequence: Sequence, length: number) => readonly number[];
}

/**
 * A scheduler with a model that needs no tensors: the cache holds token ids instead of keys and values, and the next
 * token is a hash of all that a sequence finds in its blocks. A wrong slot, position or block table changes the answer.
 * With states, a slot holds a hash of all tokens so far, which goes into the answer, too.
 */
export class MockEngine {
  readonly cache: PrefixCache;
  readonly states: StateSlots | undefined;
  readonly scheduler: Scheduler;
  readonly #limits: Limits;
  readonly #builder: BatchBuilder;
  /** Token ids by slot. */
  readonly #slots: Int32Array;
  /** By slot of a state. */
  readonly #stateHashes: Int32Array;

  constructor(limits: Limits) {
    this.#limits = limits;
    const { numBlocks, blockLength, maxSequences, maxCheckpoints, prefixCache = true } = limits;
    const numStates = maxSequences + (maxCheckpoints ?? 0);
    this.states = maxCheckpoints === undefined ? undefined : new StateSlots(numStates, maxCheckpoints);
    this.#stateHashes = new Int32Array(numStates);
    this.cache = new PrefixCache(new BlockPool(numBlocks, blockLength), {
      isEnabled: prefixCache,
      ...(this.states && { states: this.states }),
    });
    this.scheduler = new Scheduler({ cache: this.cache, ...limits });
    this.#slots = new Int32Array(limits.numBlocks * limits.blockLength).fill(-1);
    this.#builder = new BatchBuilder({
      ...limits,
      maxTokens: limits.tokenBudget,
      maxDraftTokens,
      maxScoredTokens,
      maxBlocks: limits.numBlocks,
    });
  }

  add(promptTokenIds: readonly number[], numToGenerate: number, messageStarts: readonly number[] = []): Sequence {
    const maxLength = promptTokenIds.length + numToGenerate;
    const sequence = new Sequence({ promptTokenIds, maxLength, messageStarts });
    this.scheduler.add(sequence);
    return sequence;
  }

  /** One step; sequences that reach their maximum leave. */
  step(): StepPlan | undefined {
    const plan = this.scheduler.next();
    if (plan === undefined) return undefined;
    const batch = this.#builder.build(plan.parts.map((part) => batchPartOf(part, false)));
    this.#check(plan, batch);
    const tokens = this.#forward(batch);
    const withOutput = plan.parts.filter((part) => part.hasOutput);
    this.scheduler.commit(plan, new Map(withOutput.map(({ sequence, draft }) => [sequence, accepted(draft, tokens)])));
    for (const { sequence } of withOutput) {
      if (sequence.length === sequence.maxLength) this.scheduler.remove(sequence);
    }
    this.#guess();
    return plan;
  }

  runToEnd(): StepPlan[] {
    const plans: StepPlan[] = [];
    for (let plan = this.step(); plan !== undefined; plan = this.step()) plans.push(plan);
    return plans;
  }

  #guess(): void {
    const { guess } = this.#limits;
    for (const { sequence, length } of guess ? this.scheduler.draftDemands() : []) {
      this.scheduler.offerGuesses(sequence, Int32Array.from(guess!(sequence, length)));
    }
  }

  #check({ parts, numTokens }: StepPlan, { slots, outputRows }: Batch): void {
    const withOutput = parts.filter((part) => part.hasOutput);
    const numKnown = parts.reduce((total, part) => total + part.numTokens, 0);
    const numDrafted = withOutput.reduce((total, { draft }) => total + draft.length, 0);
    assert(numTokens === numKnown + numDrafted && numTokens > 0, "the sum of all parts");
    assert(numTokens <= this.#limits.tokenBudget && numDrafted <= maxDraftTokens, "a step within its budget");
    assert(parts.length <= this.#limits.maxSequences, "no more sequences than allowed");
    assert(slots.length === numTokens && new Set(slots).size === numTokens, "a slot for each token");
    assert(outputRows.length === withOutput.length + numDrafted, "logits for the last token and each guess");
    for (const { sequence, draft } of withOutput) {
      assert(draft.length === 0 || sequence.length + draft.length < sequence.maxLength, "no guess beyond the maximum");
    }
  }

  #forward(batch: Batch): number[] {
    const { blockLength, numTokenIds = 1000 } = this.#limits;
    batch.slots.forEach((slot, row) => {
      this.#slots[slot] = batch.tokenIds[row];
    });
    const states = this.#advanceStates(batch);
    return Array.from(batch.outputRows, (row) => {
      const b = sequenceOf(batch, row);
      const lastRow = batch.sequenceStarts[b + 1] - 1;
      assert(batch.contextLengths[b] === batch.positions[lastRow] + 1, "the context up to the sequence's last row");
      let hash = 17;
      for (let position = 0; position <= batch.positions[row]; position++) {
        const block = batch.blockTables[b * batch.maxBlocks + Math.floor(position / blockLength)];
        hash = mix(hash, this.#slots[block * blockLength + (position % blockLength)]);
      }
      return ((hash ^ states[row]) >>> 8) % numTokenIds;
    });
  }

  /** [T] the state after each token; 0 for a model without. */
  #advanceStates({ tokenIds, positions, sequenceStarts, states }: Batch): Int32Array {
    const after = new Int32Array(tokenIds.length);
    assert((states === undefined) === (this.states === undefined), "states for a model with states");
    if (states === undefined) return after;
    checkStates(states);
    const begun = Array.from(states.reads, (slot) => (slot < 0 ? 0 : this.#stateHashes[slot]));
    begun.forEach((state, b) => {
      assert(states.reads[b] >= 0 || positions[sequenceStarts[b]] === 0, "a state to go on from");
      let hash = state;
      for (let row = sequenceStarts[b]; row < sequenceStarts[b + 1]; row++) {
        hash = mix(hash, tokenIds[row] + 1);
        after[row] = hash;
      }
      this.#stateHashes[states.writes[b]] = hash;
    });
    return after;
  }
}

const mix = (hash: number, value: number) => (Math.imul(hash, 31) + value) | 0;

const sequenceOf = ({ sequenceStarts }: Batch, row: number) => sequenceStarts.findIndex((start) => start > row) - 1;

function checkStates({ reads, writes }: BatchStates): void {
  assert(reads.length === writes.length && new Set(writes).size === writes.length, "no two write the same state");
  writes.forEach((slot, b) => {
    assert(slot >= 0 && !reads.some((read, other) => read === slot && other !== b), "none writes what another reads");
  });
}

/** Takes the next rows' tokens off the list: as many as are what was guessed, and one more. */
function accepted(draft: Int32Array, tokens: number[]): number[] {
  const rows = tokens.splice(0, 1 + draft.length);
  const numRight = rows.findIndex((token, i) => token !== draft[i]);
  return rows.slice(0, numRight + 1);
}
