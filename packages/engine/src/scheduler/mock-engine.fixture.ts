import { BlockPool } from "../cache/block-pool.ts";
import { PrefixCache } from "../cache/prefix-cache.ts";
import type { Batch } from "../core/batch.ts";
import { assert } from "../errors.ts";
import { BatchBuilder } from "./batch-builder.ts";
import { maxDraftTokens, Scheduler } from "./scheduler.ts";
import { Sequence } from "./sequence.ts";
import type { StepPlan } from "./step-plan.ts";

export interface Limits {
  readonly numBlocks: number;
  readonly blockLength: number;
  readonly maxSequences: number;
  readonly tokenBudget: number;
  readonly mixedPromptBudget?: number;
  readonly prefixCache?: boolean;
  readonly promptLookup?: boolean;
  /** The answer's tokens are below this number: few of them repeat soon. Default 1000. */
  readonly numTokenIds?: number;
}

/**
 * A scheduler with a model that needs no tensors: the cache holds token ids instead of keys and values, and the next
 * token is a hash of all that a sequence finds in its blocks. A wrong slot, position or block table changes the answer.
 */
export class MockEngine {
  readonly cache: PrefixCache;
  readonly scheduler: Scheduler;
  readonly #limits: Limits;
  readonly #builder: BatchBuilder;
  /** Token ids by slot. */
  readonly #slots: Int32Array;

  constructor(limits: Limits) {
    this.#limits = limits;
    this.cache = new PrefixCache(new BlockPool(limits.numBlocks, limits.blockLength), limits.prefixCache);
    this.scheduler = new Scheduler({ cache: this.cache, ...limits });
    this.#slots = new Int32Array(limits.numBlocks * limits.blockLength).fill(-1);
    this.#builder = new BatchBuilder({
      ...limits,
      maxTokens: limits.tokenBudget,
      maxDraftTokens,
      maxBlocks: limits.numBlocks,
    });
  }

  add(promptTokenIds: readonly number[], numToGenerate: number): Sequence {
    const sequence = new Sequence({ promptTokenIds, maxLength: promptTokenIds.length + numToGenerate });
    this.scheduler.add(sequence);
    return sequence;
  }

  /** One step; sequences that reach their maximum leave. */
  step(): StepPlan | undefined {
    const plan = this.scheduler.next();
    if (plan === undefined) return undefined;
    const batch = this.#builder.build(plan);
    this.#check(plan, batch);
    const tokens = this.#forward(batch);
    const withOutput = plan.parts.filter((part) => part.hasOutput);
    this.scheduler.commit(plan, new Map(withOutput.map(({ sequence, draft }) => [sequence, accepted(draft, tokens)])));
    for (const { sequence } of withOutput) {
      if (sequence.length === sequence.maxLength) this.scheduler.remove(sequence);
    }
    return plan;
  }

  runToEnd(): StepPlan[] {
    const plans: StepPlan[] = [];
    for (let plan = this.step(); plan !== undefined; plan = this.step()) plans.push(plan);
    return plans;
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
    return Array.from(batch.outputRows, (row) => {
      const b = batch.sequenceStarts.findIndex((start) => start > row) - 1;
      const lastRow = batch.sequenceStarts[b + 1] - 1;
      assert(batch.contextLengths[b] === batch.positions[lastRow] + 1, "the context up to the sequence's last row");
      let hash = 17;
      for (let position = 0; position <= batch.positions[row]; position++) {
        const block = batch.blockTables[b * batch.maxBlocks + Math.floor(position / blockLength)];
        hash = (Math.imul(hash, 31) + this.#slots[block * blockLength + (position % blockLength)]) | 0;
      }
      return (hash >>> 8) % numTokenIds;
    });
  }
}

/** Takes the next rows' tokens off the list: as many as are what was guessed, and one more. */
function accepted(draft: Int32Array, tokens: number[]): number[] {
  const rows = tokens.splice(0, 1 + draft.length);
  const numRight = rows.findIndex((token, i) => token !== draft[i]);
  return rows.slice(0, numRight + 1);
}
