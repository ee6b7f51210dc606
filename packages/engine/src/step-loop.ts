import { nextTask } from "#platform";
import { BlockPool } from "./cache/block-pool.ts";
import { PrefixCache } from "./cache/prefix-cache.ts";
import { StateSlots } from "./cache/state-slots.ts";
import type { EngineStatus } from "./engine.ts";
import { QwenError } from "./errors.ts";
import type { Backend } from "./kernels/backend.ts";
import type { KvCache, StateCache } from "./kernels/ops.ts";
import type { LoadedModel, ModelCaches } from "./models/load-model.ts";
import { BatchBuilder } from "./scheduler/batch-builder.ts";
import { maxDraftTokens, Scheduler } from "./scheduler/scheduler.ts";
import type { Sequence } from "./scheduler/sequence.ts";
import type { StepPlan } from "./scheduler/step-plan.ts";

const tokensPerStep = 512;

/** A generation as the loop sees it. */
export interface LoopJob {
  readonly sequence: Sequence;
  /** Its first step begins. */
  begin(): void;
  /** Chooses the next token from logits [V], its own during the call, and tells whether it was the last. */
  advance(logits: Float32Array): { readonly tokenId: number; readonly isLast: boolean };
  /** It has left the loop because of this error. */
  fail(error: unknown): void;
}

export interface StepLoopOptions {
  readonly backend: Backend;
  readonly model: LoadedModel;
  readonly cache: KvCache;
  /** Of models with linear attention: a slot for each of `maxSequences`; further ones hold checkpoints. */
  readonly states?: StateCache;
  readonly maxSequences: number;
  /** Whether sequences share what they begin with. Default true. */
  readonly prefixCache?: boolean;
  /** Whether to guess tokens from what stands in a sequence before. Default true. */
  readonly promptLookup?: boolean;
}

/**
 * The one owner of all that changes: it plans a step, lets the backend compute it, hands the logits to the jobs, and
 * begins anew as long as there are jobs. Other tasks get their turn after every step.
 */
export class StepLoop {
  readonly #backend: Backend;
  readonly #model: LoadedModel;
  readonly #caches: ModelCaches;
  readonly #prefixes: PrefixCache;
  readonly #scheduler: Scheduler;
  readonly #builder: BatchBuilder;
  readonly #jobs = new Map<Sequence, LoopJob>();
  /** Jobs that no step has computed yet. */
  readonly #unbegun = new Set<LoopJob>();
  #running: Promise<void> | undefined;
  #closed: QwenError | undefined;

  constructor(options: StepLoopOptions) {
    const { backend, model, cache, states, maxSequences, prefixCache = true, promptLookup = true } = options;
    const { numBlocks, blockLength } = cache.spec;
    const maxTokens = Math.max(tokensPerStep, maxSequences);
    this.#backend = backend;
    this.#model = model;
    this.#caches = { cache, ...(states && { states }) };
    this.#prefixes = new PrefixCache(new BlockPool(numBlocks, blockLength), {
      isEnabled: prefixCache,
      ...(states && { states: new StateSlots(states.numSlots, states.numSlots - maxSequences) }),
    });
    this.#scheduler = new Scheduler({ cache: this.#prefixes, maxSequences, tokenBudget: maxTokens, promptLookup });
    this.#builder = new BatchBuilder({ maxTokens, maxSequences, maxDraftTokens, maxBlocks: numBlocks, blockLength });
  }

  get status(): EngineStatus {
    return {
      runningSequences: this.#scheduler.numRunning,
      waitingSequences: this.#scheduler.numWaiting,
      memoryBytes: this.#backend.memoryBytes,
      cacheBlocksUsed: this.#prefixes.numUsed,
      cacheBlocksKept: this.#prefixes.numKept,
      cacheBlocksTotal: this.#prefixes.numBlocks,
      checkpointsKept: this.#prefixes.states?.numCheckpoints ?? 0,
      checkpointsTotal: this.#prefixes.states?.maxCheckpoints ?? 0,
    };
  }

  /** @throws QwenError `engine/closed` */
  throwIfClosed(): void {
    if (this.#closed !== undefined) throw this.#closed;
  }

  /** @throws QwenError `engine/closed` */
  add(job: LoopJob): void {
    this.throwIfClosed();
    this.#scheduler.add(job.sequence);
    this.#jobs.set(job.sequence, job);
    this.#unbegun.add(job);
    this.#running ??= this.#run();
  }

  /** Frees what the job has, at once, without another word to it. Does nothing when it has left already. */
  remove(job: LoopJob): void {
    if (!this.#jobs.delete(job.sequence)) return;
    this.#unbegun.delete(job);
    this.#scheduler.remove(job.sequence);
  }

  /** Fails all jobs and closes the backend. Idempotent. */
  async close(): Promise<void> {
    this.#shutDown(new QwenError("engine/closed", "The engine was closed."));
    await this.#backend.close();
    await this.#running;
  }

  async #run(): Promise<void> {
    try {
      // Whoever adds a job sees it waiting; jobs added in one go start in one step.
      await nextTask();
      for (let plan = this.#scheduler.next(); plan !== undefined; plan = this.#scheduler.next()) {
        await this.#step(plan);
        await nextTask();
      }
      this.#running = undefined;
    } catch (error) {
      // A close makes the step under way fail: that is no news.
      if (this.#closed === undefined) await this.#breakDown(error);
    }
  }

  async #step(plan: StepPlan): Promise<void> {
    for (const { sequence } of plan.parts) this.#begin(sequence);
    const startMs = performance.now();
    const batch = this.#builder.build(plan);
    const step = this.#backend.beginStep();
    const logits = this.#model.forward(step, this.#caches, batch);
    const [values] = await step.run([logits]);
    if (this.#closed === undefined) this.#advance(plan, values);
    this.#scheduler.recordTime(plan, performance.now() - startMs);
  }

  #begin(sequence: Sequence): void {
    const job = this.#jobs.get(sequence);
    if (job !== undefined && this.#unbegun.delete(job)) job.begin();
  }

  #advance(plan: StepPlan, logits: Float32Array): void {
    const { vocabSize } = this.#model.config;
    const sampled = new Map<Sequence, number[]>();
    const finished: LoopJob[] = [];
    let row = 0;
    for (const { sequence, hasOutput, draft } of plan.parts) {
      if (!hasOutput) continue;
      const numRows = 1 + draft.length;
      const values = logits.subarray(row * vocabSize, (row + numRows) * vocabSize);
      row += numRows;
      const job = this.#jobs.get(sequence);
      if (job === undefined) continue;
      try {
        const { tokenIds, isLast } = advanceJob(job, draft, values);
        sampled.set(sequence, tokenIds);
        if (isLast) finished.push(job);
      } catch (error) {
        this.remove(job);
        job.fail(error);
      }
    }
    this.#scheduler.commit(plan, sampled);
    for (const job of finished) this.remove(job);
  }

  /** After a failed step nobody knows what the cache holds: everything ends. */
  async #breakDown(cause: unknown): Promise<void> {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const message = `The engine stopped after an error (${reason}). Load the model again.`;
    this.#shutDown(new QwenError("engine/closed", message, { cause }), cause);
    await this.#backend.close();
  }

  #shutDown(closed: QwenError, error: unknown = closed): void {
    if (this.#closed !== undefined) return;
    this.#closed = closed;
    for (const job of [...this.#jobs.values()]) {
      this.remove(job);
      job.fail(error);
    }
  }
}

/**
 * Lets a job choose tokens as long as its choice is what was guessed, and one more.
 * @param logits [1 + draft.length, V]
 */
function advanceJob(
  job: LoopJob,
  draft: Int32Array,
  logits: Float32Array,
): { readonly tokenIds: number[]; readonly isLast: boolean } {
  const vocabSize = logits.length / (1 + draft.length);
  const tokenIds: number[] = [];
  for (let i = 0; ; i++) {
    const { tokenId, isLast } = job.advance(logits.subarray(i * vocabSize, (i + 1) * vocabSize));
    tokenIds.push(tokenId);
    if (isLast || tokenId !== draft[i]) return { tokenIds, isLast };
  }
}
