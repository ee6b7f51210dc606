import type { PrefixCache } from "../cache/prefix-cache.ts";
import { assert } from "../errors.ts";
import type { Sequence } from "./sequence.ts";
import type { StepPart, StepPlan } from "./step-plan.ts";

export interface SchedulerOptions {
  readonly cache: PrefixCache;
  /** Sequences that take part in a step at most. */
  readonly maxSequences: number;
  /** Tokens of a step at most; not below `maxSequences`. Default 512. */
  readonly tokenBudget?: number;
  /** Prompt tokens at most in a step that also continues answers: how long it makes them wait. Default 64. */
  readonly mixedPromptBudget?: number;
}

/**
 * Decides what each step computes. One rule: computed tokens catch up with known tokens, within the budget. A long
 * prompt takes several steps, and every sequence that lacks a single token, as answers do, is served in each of them.
 *
 * Sequences are admitted in the order in which they came, each when there are blocks for all its known tokens; what the
 * cache holds of their beginning counts as computed. When a running one needs a further block and there is none, the
 * one admitted last gives up its blocks and waits in front of the queue, to be computed again later, as far as the cache
 * has not kept it. The oldest always goes on, so that all of them finish.
 *
 * @see https://docs.vllm.ai/en/latest/design/arch_overview.html (the scheduler of vLLM's engine v1 has this rule)
 */
export class Scheduler {
  readonly #cache: PrefixCache;
  readonly #maxSequences: number;
  readonly #tokenBudget: number;
  readonly #mixedPromptBudget: number;
  /** In order of admission. */
  readonly #running: Sequence[] = [];
  /** In order of arrival. */
  readonly #waiting: Sequence[] = [];

  constructor({ cache, maxSequences, tokenBudget = 512, mixedPromptBudget = 64 }: SchedulerOptions) {
    assert(maxSequences > 0 && tokenBudget >= maxSequences, "a budget with a token for every sequence");
    this.#cache = cache;
    this.#maxSequences = maxSequences;
    this.#tokenBudget = tokenBudget;
    this.#mixedPromptBudget = mixedPromptBudget;
  }

  get numRunning(): number {
    return this.#running.length;
  }

  get numWaiting(): number {
    return this.#waiting.length;
  }

  /** Queues a sequence, which must fit into the cache when it is alone. */
  add(sequence: Sequence): void {
    assert(this.#cache.blocksFor(sequence.maxLength) <= this.#cache.numBlocks, "a sequence longer than the cache");
    this.#waiting.push(sequence);
  }

  /** Takes a sequence out, whatever its state, and frees its blocks. Also while a step with it is under way. */
  remove(sequence: Sequence): void {
    if (sequence.state === "finished") return;
    const queue = sequence.state === "running" ? this.#running : this.#waiting;
    const index = queue.indexOf(sequence);
    assert(index >= 0, "a sequence of this scheduler");
    queue.splice(index, 1);
    this.#release(sequence);
    sequence.state = "finished";
  }

  /** The next step, or `undefined` when there are no sequences. Every plan must be committed before the next. */
  next(): StepPlan | undefined {
    const hadToPreempt = this.#growRunning();
    if (!hadToPreempt) this.#admitWaiting();
    if (this.#running.length === 0) return undefined;
    return this.#plan();
  }

  /**
   * Records that a planned step was computed.
   * @param sampled the next token of each part with output; parts of sequences removed meanwhile may lack one
   */
  commit(plan: StepPlan, sampled: ReadonlyMap<Sequence, number>): void {
    for (const { sequence, numTokens, hasOutput } of plan.parts) {
      if (sequence.state === "finished") continue;
      this.#shareFull(sequence, numTokens);
      sequence.numComputed += numTokens;
      if (!hasOutput) continue;
      const tokenId = sampled.get(sequence);
      assert(tokenId !== undefined, "a token for every part with output");
      sequence.append(tokenId);
    }
  }

  /** Gives running sequences the blocks for their known tokens, the oldest first. */
  #growRunning(): boolean {
    let hadToPreempt = false;
    for (let i = 0; i < this.#running.length; i++) {
      const sequence = this.#running[i];
      while (sequence.state === "running" && !this.#reserve(sequence)) {
        this.#preemptYoungest();
        hadToPreempt = true;
      }
    }
    return hadToPreempt;
  }

  #preemptYoungest(): void {
    assert(this.#running.length > 1, "a sequence that is alone fits into the cache");
    const youngest = this.#running.pop();
    assert(youngest, "a running sequence");
    this.#release(youngest);
    youngest.numComputed = 0;
    youngest.state = "waiting";
    this.#waiting.unshift(youngest);
  }

  #admitWaiting(): void {
    while (this.#waiting.length > 0 && this.#running.length < this.#maxSequences) {
      const [sequence] = this.#waiting;
      if (!this.#admit(sequence)) return;
      this.#waiting.shift();
      this.#running.push(sequence);
    }
  }

  /** Gives a sequence all its blocks, if there are enough. */
  #admit(sequence: Sequence): boolean {
    sequence.blocks.push(...this.#cache.acquire(sequence.tokenIds));
    const missing = this.#cache.blocksFor(sequence.length) - sequence.blocks.length;
    // A spare block for each running one, lest the newcomer is sent back at once.
    if (missing + this.#running.length > this.#cache.numAvailable) {
      this.#release(sequence);
      return false;
    }
    sequence.numComputed = sequence.blocks.length * this.#cache.blockLength;
    sequence.numCached ??= sequence.numComputed;
    this.#reserve(sequence);
    sequence.state = "running";
    return true;
  }

  #plan(): StepPlan {
    const answers = this.#running.filter((sequence) => sequence.numPending === 1);
    const prompts = this.#running.filter((sequence) => sequence.numPending > 1);
    const counts = new Map(answers.map((sequence) => [sequence, 1]));
    const left = this.#tokenBudget - answers.length;
    sharePrompts(prompts, answers.length > 0 ? Math.min(left, this.#mixedPromptBudget) : left, counts);
    const parts: StepPart[] = [...counts].map(([sequence, numTokens]) => ({
      sequence,
      numTokens,
      hasOutput: numTokens === sequence.numPending,
    }));
    return { parts, numTokens: parts.reduce((sum, part) => sum + part.numTokens, 0) };
  }

  /** Takes the blocks that the known tokens still need, as far as there are any; true when that was all. */
  #reserve(sequence: Sequence): boolean {
    const wanted = this.#cache.blocksFor(sequence.length);
    while (sequence.blocks.length < wanted) {
      const block = this.#cache.take();
      if (block === undefined) return false;
      sequence.blocks.push(block);
    }
    return true;
  }

  /** Offers the blocks that the next `numTokens` of a sequence have filled to others that begin alike. */
  #shareFull({ tokenIds, blocks, numComputed }: Sequence, numTokens: number): void {
    const { blockLength } = this.#cache;
    const numFull = Math.floor((numComputed + numTokens) / blockLength);
    for (let i = Math.floor(numComputed / blockLength); i < numFull; i++) {
      blocks[i] = this.#cache.share(tokenIds, blocks, i);
    }
  }

  #release(sequence: Sequence): void {
    this.#cache.release(sequence.blocks);
    sequence.blocks.length = 0;
  }
}

/**
 * Shares a step's budget among prompts, the oldest first in the list: it gets at least half, so that it always moves
 * on; the rest goes to those that have the least to go, so that short prompts need not wait for the end of long ones.
 */
function sharePrompts(prompts: readonly Sequence[], budget: number, counts: Map<Sequence, number>): void {
  let left = budget;
  const give = (sequence: Sequence, most: number) => {
    const given = counts.get(sequence) ?? 0;
    const more = Math.min(sequence.numPending - given, most, left);
    if (more > 0) counts.set(sequence, given + more);
    left -= more;
  };
  for (const oldest of prompts.slice(0, 1)) give(oldest, Math.ceil(budget / 2));
  for (const sequence of prompts.toSorted((a, b) => a.numPending - b.numPending)) give(sequence, left);
}
