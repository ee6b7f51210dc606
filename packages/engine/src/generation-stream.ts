import { EventQueue } from "./event-queue.ts";
import type { GenerateEvent } from "./generate.ts";

/** Begins a generation that puts its events into the queue. @returns what drops it at once, whatever its state */
export type StartGeneration = (events: EventQueue) => () => void;

/** The reader's end of a generation, which begins with the first `next` and ends, at the latest, with `return`. */
export class GenerationStream implements AsyncIterableIterator<GenerateEvent, undefined> {
  readonly #events = new EventQueue();
  #start: StartGeneration | undefined;
  #drop: () => void = () => {};

  constructor(start: StartGeneration) {
    this.#start = start;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorResult<GenerateEvent, undefined>> {
    const start = this.#start;
    this.#start = undefined;
    try {
      if (start !== undefined) this.#drop = start(this.#events);
    } catch (error) {
      this.#events.discard();
      throw error;
    }
    return this.#events.next();
  }

  /** Unlike an async generator's, takes effect at once, even when a `next` is waiting. */
  async return(): Promise<IteratorResult<GenerateEvent, undefined>> {
    this.#start = undefined;
    this.#events.discard();
    this.#drop();
    return { done: true, value: undefined };
  }
}
