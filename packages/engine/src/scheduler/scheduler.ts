import { type CacheUse, describeMiss } from "../cache/cache-use.ts";
import type { Beginning, PrefixCache } from "../cache/prefix-cache.ts";
import { assert } from "../errors.ts";
import { CarriedStates } from "./carried-states.ts";
import { type DraftDemand, Drafts, noDraft } from "./drafts.ts";
import { findLeader, isAhead } from "./leader.ts";
import type { Sequence } from "./sequence.ts";
import { SequenceBlocks } from "./sequence-blocks.ts";
import { sharePrompts } from "./share-prompts.ts";
import { numAccepted, type StepPart, type StepPlan } from "./step-plan.ts";

export interface SchedulerOptions {
  readonly cache: PrefixCache;
  /** Sequences that take part in a step at most. */
  readonly maxSequences: number;
  /** Tokens of a step at most; not below `maxSequences`. Default 512. */
  readonly tokenBudget?: number;
  /** Prompt tokens at most in a step that also continues answers: how long it makes them wait. Default 64. */
  readonly mixedPromptBudget?: number;
  /** Whether to guess tokens from what stands in the sequence before, and to check the guesses at once. Default true. */
  readonly promptLookup?: boolean;
}

/**
 * Decides what each step computes. One rule: computed tokens catch up with known tokens, within the budget. A long
 * prompt takes several steps, and every sequence that lacks a single token, as answers do, is served in each of them.
 *
 * Sequences are admitted in the order in which they came, each when there are blocks for all its known tokens; what the
 * cache holds of their beginning counts as computed. One that begins like another whose prompt is being read waits until
 * that has computed what both share; those behind it need not wait. When a running one needs a further block and there is none, the
 * one admitted last gives up its blocks and waits in front of the queue, to be computed again later, as far as the cache
 * has not kept it. The oldest always goes on, so that all of them finish.
 *
 * A step that only continues answers also computes guesses at their next tokens, as many as pay. A guess is kept when
 * it is what is sampled there, so that guesses change nothing but the speed.
 *
 * Models with states: a step with a sequence also ends where its state is to be kept (`CarriedStates`). After a wrong guess
 * the state is the one before the step, and the tokens of that step are computed again with the next one.
 *
 * @see https://docs.vllm.ai/en/latest/design/arch_overview.html (the scheduler of vLLM's engine v1 has this rule)
 */
export class Scheduler {
  readonly #cache: PrefixCache;
  /** Absent for models without states. */
  readonly #states: CarriedStates | undefined;
  readonly #maxSequences: number;
  readonly #tokenBudget: number;
  readonly #mixedPromptBudget: number;
  readonly #blocks: SequenceBlocks;
  readonly #drafts: Drafts;
  /** In order of admission. */
  readonly #running: Sequence[] = [];
  /** In order of arrival. */
  readonly #waiting: Sequence[] = [];

  constructor({
    cache,
    maxSequences,
    tokenBudget = 512,
    mixedPromptBudget = 64,
    promptLookup = true,
  }: SchedulerOptions) {
    assert(maxSequences > 0 && tokenBudget >= maxSequences, "a budget with a token for every sequence");
    this.#cache = cache;
    this.#states = cache.states && new CarriedStates(cache, cache.states);
    this.#maxSequences = maxSequences;
    this.#tokenBudget = tokenBudget;
    this.#mixedPromptBudget = mixedPromptBudget;
    this.#blocks = new SequenceBlocks(cache);
    this.#drafts = new Drafts({ blocks: this.#blocks, states: this.#states, tokenBudget, promptLookup });
  }

  get numRunning(): number {
    return this.#running.length;
  }

  /** In order of admission. */
  get running(): readonly Sequence[] {
    return this.#running;
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
    const plan = this.#plan();
    this.#drafts.clear();
    return plan;
  }

  /**
   * Whom a draft block should guess tokens for before the next step, which only continues answers. What it comes up with
   * goes to `offerGuesses`.
   */
  draftDemands(): DraftDemand[] {
    return this.#running.every(isAnswering) ? this.#drafts.demands(this.#running) : [];
  }

  /** What the draft block made of a demand. */
  offerGuesses(sequence: Sequence, draft: Int32Array): void {
    this.#drafts.offer(sequence, draft);
  }

  /**
   * Records that a planned step was computed.
   * @param sampled the next tokens of each part with output that goes on: those guesses that turned out right, one more,
   * and what was put behind it; parts of sequences removed meanwhile may lack them
   */
  commit(plan: StepPlan, sampled: ReadonlyMap<Sequence, readonly number[]>): void {
    for (const part of plan.parts) {
      const { sequence, numTokens, hasOutput, draft, drafter } = part;
      if (sequence.state === "finished") continue;
      const goesOn = hasOutput && sequence.output === "tokens";
      const tokenIds = goesOn ? sampled.get(sequence) : [];
      assert(tokenIds && tokenIds.length >= Number(goesOn), "a token for every part with output");
      for (const tokenId of tokenIds) sequence.append(tokenId);
      const numRight = numAccepted(part, tokenIds);
      sequence.acceptance[drafter].record(draft.length, numRight);
      if (this.#states && draft.length > 0) {
        this.#states.endDraft(sequence, numRight === draft.length);
        if (numRight < draft.length) continue;
      }
      const numScored = sequence.numScored(numTokens);
      if (numScored > 0) sequence.nextScored = Math.max(sequence.numComputed, sequence.nextScored) + numScored;
      this.#blocks.shareFull(sequence, numTokens + numRight);
      sequence.numComputed += numTokens + numRight;
      this.#states?.advance(sequence);
    }
  }

  /** Learns from the time that a step took, in ms, how much guesses cost. */
  recordTime({ parts, numTokens }: StepPlan, ms: number): void {
    if (parts.every(isAnswerPart)) this.#drafts.recordTime(numTokens, ms);
  }

  /** The same of a pass of the draft block. */
  recordGuessTime(ms: number): void {
    this.#drafts.recordGuessTime(ms);
  }

  /** Gives running sequences the blocks for their known tokens, the oldest first. */
  #growRunning(): boolean {
    let hadToPreempt = false;
    for (let i = 0; i < this.#running.length; i++) {
      const sequence = this.#running[i];
      while (sequence.state === "running" && !this.#blocks.reserve(sequence)) {
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
    for (let i = 0; i < this.#waiting.length && this.#running.length < this.#maxSequences; ) {
      const sequence = this.#waiting[i];
      if (this.#isHeldBack(sequence)) {
        i++;
        continue;
      }
      if (!this.#admit(sequence)) return;
      this.#waiting.splice(i, 1);
      this.#running.push(sequence);
    }
  }

  #isHeldBack(sequence: Sequence): boolean {
    if (!sequence.reusesCache) return false;
    if (sequence.leader && isAhead(sequence.leader)) return true;
    sequence.leader = findLeader(sequence, this.#running, this.#cache);
    if (sequence.leader) this.#states?.addStop(sequence.leader.sequence, sequence.leader.position);
    return sequence.leader !== undefined;
  }

  /** Gives a sequence all its blocks, if there are enough. */
  #admit(sequence: Sequence): boolean {
    const beginning = this.#cache.acquire(sequence.tokenIds.subarray(0, sequence.reusableLength));
    sequence.blocks.push(...beginning.blocks);
    const missing = this.#cache.blocksFor(sequence.length) - sequence.blocks.length;
    // A spare block for each running one, lest the newcomer is sent back at once.
    if (missing + this.#running.length > this.#cache.numAvailable) {
      this.#release(sequence);
      return false;
    }
    sequence.numComputed = sequence.blocks.length * this.#cache.blockLength;
    sequence.cacheUse ??= cacheUseOf(beginning, sequence.numComputed);
    this.#states?.begin(sequence, beginning);
    this.#blocks.reserve(sequence);
    sequence.state = "running";
    return true;
  }

  #plan(): StepPlan {
    const answers = this.#running.filter(isAnswering);
    const prompts = this.#running.filter((sequence) => !isAnswering(sequence));
    const counts = new Map(answers.map((sequence) => [sequence, 1]));
    const left = this.#tokenBudget - answers.length;
    sharePrompts(prompts, answers.length > 0 ? Math.min(left, this.#mixedPromptBudget) : left, counts);
    const parts: StepPart[] = [...counts].map(([sequence, numTokens]) => ({
      sequence,
      numTokens,
      hasOutput: numTokens === sequence.numPending,
      draft: noDraft,
      drafter: "lookup",
    }));
    const drafted = prompts.length === 0 ? this.#drafts.addTo(parts) : parts;
    return { parts: drafted, numTokens: drafted.reduce((sum, part) => sum + part.numTokens + part.draft.length, 0) };
  }

  #release(sequence: Sequence): void {
    this.#states?.end(sequence);
    this.#blocks.release(sequence);
  }
}

function cacheUseOf({ matchedTokens, missReason }: Beginning, hitTokens: number): CacheUse {
  const reason = missReason && describeMiss(missReason, hitTokens, matchedTokens);
  return { hitTokens, matchedTokens, ...(reason && { reason }) };
}

/** Whether one token is all that a sequence lacks to go on, as it is with answers. */
function isAnswering({ output, numPending }: Sequence): boolean {
  return output === "tokens" && numPending === 1;
}

/** Whether a part brings one known token, as those that continue an answer do. */
function isAnswerPart({ sequence, numTokens, hasOutput }: StepPart): boolean {
  return sequence.output === "tokens" && hasOutput && numTokens === 1;
}
