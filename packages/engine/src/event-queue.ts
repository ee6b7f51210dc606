import type { GenerateEvent } from "./generate.ts";

type TextEvent = Extract<GenerateEvent, { type: "text" }>;
type Result = IteratorResult<GenerateEvent, undefined>;

const done: Result = { done: true, value: undefined };

/**
 * Events of one generation on their way to its reader. Text that the reader has not fetched yet grows by what comes
 * after it instead of queueing up, so that a slow reader costs no more memory than the answer itself.
 */
export class EventQueue {
  #events: GenerateEvent[] = [];
  readonly #waiting: PromiseWithResolvers<Result>[] = [];
  #closed: { readonly error?: unknown } | undefined;

  /** Nothing comes after an "end". */
  push(event: GenerateEvent): void {
    if (this.#closed !== undefined) return;
    const waiting = this.#waiting.shift();
    if (waiting !== undefined) waiting.resolve({ done: false, value: event });
    else this.#append(event);
    if (event.type === "end") this.#close({});
  }

  /** What is queued is still delivered; then the reader gets the error. */
  fail(error: unknown): void {
    if (this.#closed === undefined) this.#close({ error });
  }

  /** The reader wants no more. */
  discard(): void {
    this.#events = [];
    this.#close({});
  }

  async next(): Promise<Result> {
    const event = this.#events.shift();
    if (event !== undefined) return { done: false, value: event };
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

  #append(event: GenerateEvent): void {
    const last = this.#events.at(-1);
    if (last?.type === "text" && event.type === "text" && last.channel === event.channel) {
      this.#events[this.#events.length - 1] = merge(last, event);
    } else {
      this.#events.push(event);
    }
  }

  #close(closed: { readonly error?: unknown }): void {
    this.#closed = closed;
    for (const [i, waiting] of this.#waiting.splice(0).entries()) {
      if (i === 0 && closed.error !== undefined) {
        this.#closed = {};
        waiting.reject(closed.error);
      } else {
        waiting.resolve(done);
      }
    }
  }
}

function merge(earlier: TextEvent, later: TextEvent): TextEvent {
  const logprobs = [...(earlier.logprobs ?? []), ...(later.logprobs ?? [])];
  return {
    type: "text",
    channel: earlier.channel,
    text: earlier.text + later.text,
    tokenIds: [...earlier.tokenIds, ...later.tokenIds],
    ...(logprobs.length > 0 && { logprobs }),
  };
}
