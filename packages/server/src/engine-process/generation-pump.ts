import type { GenerateEvent } from "@qwents/engine";

/** Where the events of a generation go. */
export interface PumpTarget {
  event(event: GenerateEvent): void;
  over(): void;
  failed(error: unknown): void;
}

/**
 * Takes a generation's events out of the engine, no more than the reader asked for: the others stay in the engine's queue,
 * which joins them.
 */
export class GenerationPump {
  readonly #events: AsyncIterator<GenerateEvent>;
  #room: number;
  #onRoom: () => void = () => {};

  constructor(events: AsyncIterable<GenerateEvent>, room: number) {
    this.#events = events[Symbol.asyncIterator]();
    this.#room = room;
  }

  /** Ends with a word to the target, even when the generation was dropped. */
  async run(target: PumpTarget): Promise<void> {
    try {
      for (let next = await this.#next(); next.done !== true; next = await this.#next()) {
        this.#room--;
        target.event(next.value);
      }
      target.over();
    } catch (error) {
      target.failed(error);
    }
  }

  allow(events: number): void {
    this.#room += events;
    this.#onRoom();
  }

  /** Ends the generation at once. */
  drop(): void {
    void this.#events.return?.();
    this.allow(1);
  }

  async #next(): Promise<IteratorResult<GenerateEvent>> {
    if (this.#room <= 0) {
      await new Promise<void>((resolve) => {
        this.#onRoom = resolve;
      });
    }
    return this.#events.next();
  }
}
