import { startThread as startPlatformThread } from "#platform";
import { QwenError } from "../errors.ts";
import type { Thread, ThreadHost } from "../platform/threads.ts";
import { errorOf } from "../thread-failure.ts";
import type { ConvertPlan, MessageFromWorker, MessageToWorker, RowRange } from "./worker-messages.ts";

/** Rows that a thread is given at once: while it computes some, others are being read. */
const ROWS_AT_ONCE = 2;

/** Threads that convert rows of tensors, all from the same plan. */
export class ConvertThreads {
  readonly #threads: readonly ConvertThread[];

  constructor(plan: ConvertPlan, numThreads: number, startThread: ThreadHost["startThread"] = startPlatformThread) {
    this.#threads = Array.from({ length: numThreads }, (_, index) => new ConvertThread(index, plan, startThread));
  }

  /**
   * Converts all of `rows`; `onConverted` hears of each when it is done, in any order, and no more are begun until it
   * has resolved. Ends at the first error, or when aborted; then the threads are of no further use.
   * @throws QwenError what `convertRows` throws, `engine/worker-failed`; what `onConverted` throws; the signal's reason
   */
  async run(
    rows: Iterable<RowRange>,
    onConverted: (rows: RowRange, bytes: Uint8Array) => Promise<void>,
    signal?: AbortSignal,
  ): Promise<void> {
    const waiting = rows[Symbol.iterator]();
    const stop = () => void this.close();
    signal?.throwIfAborted();
    signal?.addEventListener("abort", stop);
    const work = async (thread: ConvertThread): Promise<void> => {
      for (let next = waiting.next(); !next.done && !signal?.aborted; next = waiting.next()) {
        await onConverted(next.value, await thread.convert(next.value));
      }
    };
    const lanes = this.#threads.flatMap((thread) => Array.from({ length: ROWS_AT_ONCE }, () => work(thread)));
    try {
      await Promise.all(lanes);
    } catch (error) {
      await this.close();
      await Promise.allSettled(lanes);
      signal?.throwIfAborted();
      throw error;
    } finally {
      signal?.removeEventListener("abort", stop);
    }
    signal?.throwIfAborted();
  }

  /** Stops all threads, wherever they are. */
  async close(): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.close()));
  }
}

class ConvertThread {
  readonly #thread: Thread;
  readonly #due = new Map<number, PromiseWithResolvers<Uint8Array>>();
  #nextId = 0;
  #failure: QwenError | undefined;

  constructor(index: number, plan: ConvertPlan, startThread: ThreadHost["startThread"]) {
    this.#thread = startThread(workerUrl(), `qwents-convert-${index}`, {
      onMessage: (message) => this.#hear(message as MessageFromWorker),
      onEnd: (cause) => this.#fail(died(index, cause)),
    });
    this.#thread.keepProcessAlive(true);
    this.#post({ kind: "start", plan });
  }

  async convert(rows: RowRange): Promise<Uint8Array> {
    if (this.#failure) throw this.#failure;
    const id = this.#nextId++;
    const answer = Promise.withResolvers<Uint8Array>();
    this.#due.set(id, answer);
    this.#post({ kind: "convert", id, rows });
    return answer.promise;
  }

  async close(): Promise<void> {
    this.#fail(new QwenError("engine/closed", "The conversion was stopped."));
    await this.#thread.terminate();
  }

  #post(message: MessageToWorker): void {
    this.#thread.postMessage(message);
  }

  #hear(message: MessageFromWorker): void {
    const answer = this.#due.get(message.id);
    this.#due.delete(message.id);
    if (message.kind === "converted") answer?.resolve(message.bytes);
    else answer?.reject(errorOf(message.failure));
  }

  #fail(error: QwenError): void {
    this.#failure ??= error;
    for (const answer of this.#due.values()) answer.reject(this.#failure);
    this.#due.clear();
  }
}

function died(index: number, cause: unknown): QwenError {
  const reason = cause instanceof Error ? cause.message : (cause ?? "it was stopped from outside");
  return new QwenError("engine/worker-failed", `Thread ${index} died: ${reason}. Try again.`, { cause });
}

/** The module beside this one, in the form this one is in: TypeScript source or built JavaScript. */
function workerUrl(): URL {
  return new URL(import.meta.url.endsWith(".ts") ? "./convert-worker.ts" : "./convert-worker.js", import.meta.url);
}
