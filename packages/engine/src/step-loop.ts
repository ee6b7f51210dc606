import { nextTask } from "#platform";
import { BlockPool } from "./cache/block-pool.ts";
import { PrefixCache } from "./cache/prefix-cache.ts";
import { StateSlots } from "./cache/state-slots.ts";
import { Drafter } from "./drafter.ts";
import type { EngineStatus } from "./engine.ts";
import { QwenError } from "./errors.ts";
import type { Backend } from "./kernels/backend.ts";
import type { KvCache, StateCache } from "./kernels/ops.ts";
import { advanceJob, type LoopJob } from "./loop-job.ts";
import { numLogitsOf } from "./models/head.ts";
import type { LoadedModel } from "./models/load-model.ts";
import { StepMeter } from "./monitoring/step-meter.ts";
import { StepRecording } from "./monitoring/step-recording.ts";
import type { StepTrace } from "./monitoring/step-trace.ts";
import { TraceReaders } from "./monitoring/trace-readers.ts";
import { BatchBuilder } from "./scheduler/batch-builder.ts";
import { maxDraftTokens } from "./scheduler/drafts.ts";
import { Scheduler } from "./scheduler/scheduler.ts";
import type { Sequence } from "./scheduler/sequence.ts";
import { maxScoredTokens } from "./scheduler/share-prompts.ts";
import {
  numAccepted,
  numHiddenRows,
  numLogitRows,
  numPromptTokensOf,
  numScoredRows,
  type StepPart,
  type StepPlan,
} from "./scheduler/step-plan.ts";
import { StepComputer } from "./step-computer.ts";

const tokensPerStep = 512;

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
  /** Jobs that take part in a step at most. */
  readonly maxSequences: number;
  readonly #backend: Backend;
  readonly #model: LoadedModel;
  readonly #prefixes: PrefixCache;
  readonly #scheduler: Scheduler;
  readonly #computer: StepComputer;
  /** Of a model with a draft block. */
  readonly #drafter: Drafter | undefined;
  readonly #jobs = new Map<Sequence, LoopJob>();
  /** Jobs that no step has computed yet. */
  readonly #unbegun = new Set<LoopJob>();
  readonly #maxTokens: number;
  readonly #meter = new StepMeter();
  readonly #traceReaders = new TraceReaders();
  #numSteps = 0;
  #running: Promise<void> | undefined;
  #closed: QwenError | undefined;
  readonly #failed = Promise.withResolvers<QwenError>();

  constructor(options: StepLoopOptions) {
    const { backend, model, cache, states, maxSequences, prefixCache = true, promptLookup = true } = options;
    const { numBlocks, blockLength } = cache.spec;
    const maxTokens = Math.max(tokensPerStep, maxSequences);
    this.maxSequences = maxSequences;
    this.#maxTokens = maxTokens;
    this.#backend = backend;
    this.#model = model;
    this.#prefixes = new PrefixCache(new BlockPool(numBlocks, blockLength), {
      isEnabled: prefixCache,
      ...(states && { states: new StateSlots(states.numSlots, states.numSlots - maxSequences) }),
    });
    this.#scheduler = new Scheduler({ cache: this.#prefixes, maxSequences, tokenBudget: maxTokens, promptLookup });
    const limits = { maxTokens, maxSequences, maxDraftTokens, maxScoredTokens };
    const builder = new BatchBuilder({ ...limits, maxBlocks: numBlocks, blockLength });
    const caches = { cache, ...(states && { states }) };
    this.#computer = new StepComputer({ backend, model, caches, builder });
    this.#drafter = model.draft && new Drafter({ backend, model, caches, builder, maxTokens });
  }

  get status(): EngineStatus {
    const { firstTokens } = this.#meter;
    return {
      maxStepTokens: this.#maxTokens,
      runningSequences: this.#scheduler.numRunning,
      waitingSequences: this.#scheduler.numWaiting,
      memoryBytes: this.#backend.memoryBytes,
      cacheBlocksUsed: this.#prefixes.numUsed,
      cacheBlocksKept: this.#prefixes.numKept,
      cacheBlocksTotal: this.#prefixes.numBlocks,
      checkpointsKept: this.#prefixes.states?.numCheckpoints ?? 0,
      checkpointsTotal: this.#prefixes.states?.maxCheckpoints ?? 0,
      sequences: this.#scheduler.running.map(({ promptLength, length, maxLength }) => ({
        promptTokens: promptLength,
        contextTokens: length,
        maxTokens: maxLength,
      })),
      recent: this.#meter.recent,
      ...(firstTokens && { firstTokens }),
    };
  }

  /** Resolves with the reason when a step failed, and with it all jobs. */
  get failed(): Promise<QwenError> {
    return this.#failed.promise;
  }

  /** Traces of steps that begin while the reader waits for one, until the signal or the loop's end. */
  trace(signal?: AbortSignal): AsyncIterable<StepTrace> {
    return this.#traceReaders.read(signal);
  }

  /** Tokens that a sequence must begin with for another one to find them in the cache. */
  get blockLength(): number {
    return this.#prefixes.blockLength;
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
    this.#meter.arrived(job.sequence);
    this.#running ??= this.#run();
  }

  /** Frees what the job has, at once, without another word to it. Does nothing when it has left already. */
  remove(job: LoopJob): void {
    if (!this.#jobs.delete(job.sequence)) return;
    this.#unbegun.delete(job);
    this.#scheduler.remove(job.sequence);
  }

  shareThreads(numEngines: number): void {
    this.#backend.shareThreads?.(numEngines);
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
      this.#meter.wake();
      while (await this.#next()) await nextTask();
      this.#running = undefined;
    } catch (error) {
      // A close makes the step under way fail: that is no news.
      if (this.#closed === undefined) await this.#breakDown(error);
    }
  }

  /** Computes the next step; false when there is none. */
  async #next(): Promise<boolean> {
    const recording = this.#traceReaders.areWaiting ? new StepRecording(this.#numSteps + 1) : undefined;
    const plan = this.#scheduler.next();
    if (plan === undefined) return false;
    for (const { sequence } of plan.parts) this.#begin(sequence);
    const numPromptTokens = numPromptTokensOf(plan);
    const startMs = performance.now();
    const { logits, hidden } = await this.#computer.compute(plan, recording);
    const numGenerated = this.#closed === undefined ? this.#advance(plan, logits, hidden, recording) : 0;
    this.#scheduler.recordTime(plan, performance.now() - startMs);
    this.#numSteps++;
    const { numTokens, parts } = plan;
    const counts = { numTokens, numPromptTokens, numSequences: parts.length, numGenerated };
    this.#meter.stepped(counts);
    if (recording) this.#traceReaders.deliver(recording.finish(counts));
    if (this.#drafter && this.#closed === undefined) await this.#guess(plan, this.#drafter);
    return true;
  }

  #begin(sequence: Sequence): void {
    const job = this.#jobs.get(sequence);
    if (job === undefined || !this.#unbegun.delete(job)) return;
    this.#meter.begun(sequence);
    job.begin();
  }

  /**
   * @param logits and `hidden`: of all parts that want them, in order
   * @returns by how many tokens answers became longer
   */
  #advance(plan: StepPlan, logits: Float32Array, hidden: Float32Array, recording: StepRecording | undefined): number {
    const { config } = this.#model;
    const takeLogits = rowTaker(logits, numLogitsOf(config));
    const takeHidden = rowTaker(hidden, config.hiddenSize);
    const sampled = new Map<Sequence, number[]>();
    const finished: LoopJob[] = [];
    const grammarMs = this.#grammarMsOf(plan);
    for (const part of plan.parts) {
      const scored = Array.from({ length: numScoredRows(part) }, () => takeLogits(1));
      const ownLogits = takeLogits(numLogitRows(part));
      const ownHidden = takeHidden(numHiddenRows(part, this.#drafter !== undefined));
      const { sequence, hasOutput, draft } = part;
      const job = this.#jobs.get(sequence);
      if (job === undefined) continue;
      try {
        if (scored.length > 0) job.score?.(scored, Math.max(sequence.numComputed, sequence.nextScored));
        if ("read" in job) {
          const rows = ownLogits.length > 0 ? ownLogits : ownHidden;
          if (rows.length > 0) job.read(rows, sequence.numComputed);
          if (hasOutput) finished.push(job);
        } else if (hasOutput) {
          const { tokenIds, isLast } = advanceJob(job, draft, ownLogits);
          sampled.set(sequence, tokenIds);
          if (sequence.length === sequence.promptLength) this.#meter.answered(sequence);
          if (isLast) finished.push(job);
        }
        if (sequence.output === "tokens") this.#collect(part, ownHidden, sampled.get(sequence) ?? []);
      } catch (error) {
        this.remove(job);
        job.fail(error);
      }
    }
    recording?.endSampling(this.#grammarMsOf(plan) - grammarMs);
    this.#scheduler.commit(plan, sampled);
    for (const job of finished) {
      this.remove(job);
      if ("leave" in job) job.leave();
    }
    return [...sampled.values()].reduce((sum, tokenIds) => sum + tokenIds.length, 0);
  }

  /** What the grammars of a step's answers have taken so far. */
  #grammarMsOf({ parts }: StepPlan): number {
    const grammarMs = (job: LoopJob | undefined) => (job && "advance" in job ? (job.grammarMs ?? 0) : 0);
    return parts.reduce((sum, { sequence }) => sum + grammarMs(this.#jobs.get(sequence)), 0);
  }

  /** What a draft block is to read: the states of all tokens that turned out to be the sequence's. */
  #collect(part: StepPart, hidden: Float32Array, tokenIds: readonly number[]): void {
    const numRows = part.numTokens + numAccepted(part, tokenIds);
    const { hiddenSize } = this.#model.config;
    this.#drafter?.collect(part.sequence, part.sequence.numComputed, hidden.subarray(0, numRows * hiddenSize));
  }

  /** Has the draft block guess what follows in the next step. */
  async #guess({ parts }: StepPlan, drafter: Drafter): Promise<void> {
    const sequences = parts.map(({ sequence }) => sequence).filter(({ state }) => state === "running");
    const demands = this.#scheduler.draftDemands();
    const guesses = await drafter.guess(sequences, demands, (ms) => this.#scheduler.recordGuessTime(ms));
    for (const [sequence, tokenIds] of guesses) this.#scheduler.offerGuesses(sequence, tokenIds);
  }

  /** After a failed step nobody knows what the cache holds: everything ends. */
  async #breakDown(cause: unknown): Promise<void> {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const message = `The engine stopped after an error (${reason}). Load the model again.`;
    const closed = new QwenError("engine/closed", message, { cause });
    this.#shutDown(closed, cause);
    await this.#backend.close();
    this.#failed.resolve(cause instanceof QwenError ? cause : closed);
  }

  #shutDown(closed: QwenError, error: unknown = closed): void {
    if (this.#closed !== undefined) return;
    this.#closed = closed;
    this.#traceReaders.close();
    for (const job of [...this.#jobs.values()]) {
      this.remove(job);
      job.fail(error);
    }
  }
}

/** Takes the next `numRows` off, each call, as a view. */
function rowTaker(rows: Float32Array, width: number): (numRows: number) => Float32Array {
  let at = 0;
  return (numRows) => {
    const start = at;
    at += numRows * width;
    return rows.subarray(start, at);
  };
}
