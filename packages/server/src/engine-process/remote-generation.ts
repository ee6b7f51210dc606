import type { GenerateEvent } from "@qwents/engine";

type Result = IteratorResult<GenerateEvent, undefined>;

/** Events that may be on their way, or here and not yet taken, by generation. */
export const eventWindow = 64;

/** What a reader's end can tell the engine's. */
export interface GenerationLine {
  more(events: number): void;
  cancel(): void;
  drop(): void;
}

/** Begins a generation elsewhere. @throws QwenError when that can not be */
export type OpenGeneration = (generation: RemoteGeneration) => GenerationLine;

const done: Result = { done: true, value: undefined };

/**
 * The reader's end of a generation in another process. It begins with the first `next` and ends, at the latest, with
 * `return`. No more than the window is here unread.
 */
export class RemoteGeneration implements AsyncIterableIterator<GenerateEvent, undefined> {
  readonly #signal: AbortSignal | undefined;
  #open: OpenGeneration | undefined;
  #line: GenerationLine | undefined;
  readonly #events: GenerateEvent[] = [];
  readonly #waiting: PromiseWithResolvers<Result>[] = [];
  #closed: { readonly error?: unknown } | undefined;
  #numTaken = 0;

  constructor(open: OpenGeneration, signal: AbortSignal | undefined) {
    this.#open = open;
    this.#signal = signal;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<Result> {
    this.#begin();
    const event = this.#events.shift();
    if (event !== undefined) return this.#take(event);
    if (this.#closed === undefined) {
      const waiting = Promise.withResolvers<Result>();
      this.#waiting.push(waiting);
      return waiting.promise;
    }
    const { error } = this.#closed;
    this.#closed = {};
    if (error !== undefined) throw error;
    return done;
  }

  /** Takes effect at once, even when a `next` is waiting. */
  async return(): Promise<Result> {
    this.#open = undefined;
    const isOver = this.#closed !== undefined;
    this.#events.length = 0;
    this.#close({});
    this.#closed = {};
    if (!isOver) this.#line?.drop();
    return done;
  }

  event(event: GenerateEvent): void {
    if (this.#closed !== undefined) return;
    const waiting = this.#waiting.shift();
    if (waiting !== undefined) waiting.resolve(this.#take(event));
    else this.#events.push(event);
  }

  over(): void {
    this.#close({});
  }

  /** What is here is still delivered; then the reader gets the error. */
  failed(error: unknown): void {
    this.#close({ error });
  }

  #begin(): void {
    const open = this.#open;
    this.#open = undefined;
    if (open === undefined) return;
    try {
      this.#line = open(this);
      this.#signal?.addEventListener("abort", this.#cancel, { once: true });
    } catch (error) {
      this.#close({ error });
    }
  }

  readonly #cancel = () => this.#line?.cancel();

  #take(event: GenerateEvent): Result {
    if (++this.#numTaken >= eventWindow / 2 && this.#closed === undefined) {
      this.#line?.more(this.#numTaken);
      this.#numTaken = 0;
    }
    return { done: false, value: event };
  }

  #close(closed: { readonly error?: unknown }): void {
    if (this.#closed !== undefined) return;
    this.#closed = closed;
    this.#signal?.removeEventListener("abort", this.#cancel);
    for (const [i, waiting] of this.#waiting.splice(0).entries()) {
      if (i > 0 || closed.error === undefined) waiting.resolve(done);
      else {
        this.#closed = {};
        waiting.reject(closed.error);
      }
    }
  }
}
