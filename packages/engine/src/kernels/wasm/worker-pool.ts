import { startThread as startPlatformThread } from "#platform";
import { assert, QwenError } from "../../errors.ts";
import type { Thread, ThreadHost } from "../../platform/threads.ts";
import { errorOf, type ThreadFailure } from "../../thread-failure.ts";
import { ACTIVE_MASK, control, NEXT_JOB } from "./control-block.ts";
import type { PlacedStep } from "./step-recorder.ts";
import type { LoadPlan, MessageFromWorker, MessageToWorker } from "./worker-messages.ts";

export interface WorkerPoolOptions {
  /** The shared one, then those of weights. */
  readonly memories: readonly WebAssembly.Memory[];
  readonly numThreads: number;
  /** Default: the platform's. */
  readonly startThread?: ThreadHost["startThread"];
}

/** What the threads do now, and who waits for it. */
interface Job {
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
  readonly onProgress?: (bytes: number) => void;
  /** Threads of which an answer is due. */
  due: number;
  /** Told when all have answered. */
  error?: unknown;
}

/**
 * The compute threads. They come up while the host prepares the module that `start` gives them. One job at a time: a
 * step, or loading weights. Between steps the threads sleep in the compute loop. When one of them dies, whatever the
 * others do is worthless: the job fails, all are stopped, and every later call fails too.
 */
export class WorkerPool {
  readonly numThreads: number;
  /** How many of them run steps, the others asleep: from 1 to all. Results are the same. */
  numActive: number;
  readonly #memories: readonly WebAssembly.Memory[];
  readonly #words: Int32Array;
  readonly #threads: readonly Thread[];
  #job: Job | undefined;
  #isComputing = false;
  #failure: QwenError | undefined;

  constructor({ memories, numThreads, startThread = startPlatformThread }: WorkerPoolOptions) {
    this.numThreads = numThreads;
    this.numActive = numThreads;
    this.#memories = memories;
    this.#words = new Int32Array(memories[0].buffer);
    this.#threads = Array.from({ length: numThreads }, (_, thread) =>
      startThread(workerUrl(), `qwents-${thread}`, {
        onMessage: (message) => this.#hear(message as MessageFromWorker),
        onEnd: (cause) => this.#fail(workerDied(thread, cause)),
      }),
    );
  }

  /** Gives the threads the kernels; comes before any job. */
  start(module: WebAssembly.Module): void {
    this.#post((thread) => ({ kind: "start", module, memories: this.#memories, thread, numThreads: this.numThreads }));
  }

  /** Runs a command list on all threads. @throws QwenError `engine/worker-failed`, `engine/closed` */
  async run({ listStart, listEnd, times }: PlacedStep): Promise<void> {
    const finished = this.#begin({ due: 1 });
    const job = this.#words[control.job / 4];
    if (!this.#isComputing) this.#post(() => ({ kind: "compute", job }));
    this.#isComputing = true;
    this.#words[control.times / 4] = times?.start ?? 0;
    this.#words[control.timesPerThread / 4] = times?.perThread ?? 0;
    // Each of them notes times.
    this.#announce(listStart, listEnd, times ? this.numThreads : this.numActive);
    await finished;
  }

  /**
   * Has all threads load what is in the plans, one plan a thread. Stops early, without an error, after `stopLoading`.
   * @throws QwenError what the reading of files throws; `engine/worker-failed`, `engine/closed`
   */
  async load(plans: readonly LoadPlan[], onProgress: (bytes: number) => void): Promise<void> {
    const finished = this.#begin({ due: this.numThreads, onProgress });
    Atomics.store(this.#words, control.nextChunk / 4, 0);
    Atomics.store(this.#words, control.stopLoading / 4, 0);
    if (this.#isComputing) this.#announce(0, 0, this.numThreads);
    this.#isComputing = false;
    this.#post((thread) => ({ kind: "load", plan: plans[thread] }));
    await finished;
  }

  stopLoading(): void {
    Atomics.store(this.#words, control.stopLoading / 4, 1);
  }

  /** Stops all threads. What is under way rejects with `engine/closed`. */
  async close(): Promise<void> {
    this.#fail(new QwenError("engine/closed", "The engine was closed; load the model again to go on."));
    await Promise.all(this.#threads.map((thread) => thread.terminate()));
  }

  #begin(job: Omit<Job, "resolve" | "reject">): Promise<void> {
    if (this.#failure) throw this.#failure;
    assert(!this.#job, "the threads are busy");
    this.#threads[0].keepProcessAlive(true);
    return new Promise((resolve, reject) => {
      this.#job = { ...job, resolve, reject };
    });
  }

  /** Ends the current job, for good or for ill. */
  #end(error: unknown): void {
    const job = this.#job;
    this.#job = undefined;
    this.#threads[0].keepProcessAlive(false);
    if (error !== undefined) job?.reject(error);
    else job?.resolve();
  }

  #announce(listStart: number, listEnd: number, numActive: number): void {
    this.#words[control.listStart / 4] = listStart;
    this.#words[control.listEnd / 4] = listEnd;
    const counted = (this.#words[control.job / 4] & ~ACTIVE_MASK) + NEXT_JOB;
    Atomics.store(this.#words, control.job / 4, counted | numActive);
    Atomics.notify(this.#words, control.job / 4);
  }

  #post(messageTo: (thread: number) => MessageToWorker): void {
    for (const [index, thread] of this.#threads.entries()) thread.postMessage(messageTo(index));
  }

  #hear(message: MessageFromWorker): void {
    const job = this.#job;
    if (!job) return;
    if (message.kind === "progress") this.#report(job, message.loadedBytes);
    else this.#answer(job, message.kind === "loaded" ? message.failure : undefined);
  }

  #report(job: Job, loadedBytes: number): void {
    try {
      job.onProgress?.(loadedBytes);
    } catch (error) {
      job.error ??= error;
      this.stopLoading();
    }
  }

  #answer(job: Job, failure: ThreadFailure | undefined): void {
    if (failure) {
      job.error ??= errorOf(failure);
      this.stopLoading();
    }
    if (--job.due === 0) this.#end(job.error);
  }

  #fail(error: QwenError): void {
    if (this.#failure) return;
    this.#failure = error;
    this.#end(error);
    for (const thread of this.#threads) void thread.terminate();
  }
}

/** The module beside this one, in the form this one is in: TypeScript source or built JavaScript. */
function workerUrl(): URL {
  return new URL(import.meta.url.endsWith(".ts") ? "./wasm-worker.ts" : "./wasm-worker.js", import.meta.url);
}

function workerDied(thread: number, cause: unknown): QwenError {
  const reason = cause instanceof Error ? cause.message : (cause ?? "it was stopped from outside");
  return new QwenError("engine/worker-failed", `Compute thread ${thread} died: ${reason}. Load the model again.`, {
    cause,
    details: { thread },
  });
}
