import { FairQueue, type Place } from "./fair-queue.ts";
import { TurnTimes } from "./turn-times.ts";

/** Before one engine: lets as many sequences in as it computes together, and a few more, that it need not wait for us. */
export class EngineGate {
  readonly #queue: FairQueue;
  readonly #capacity: number;
  readonly #times = new TurnTimes();

  /** @param maxSequences how many the engine computes together */
  constructor(maxSequences: number) {
    this.#capacity = maxSequences + Math.ceil(maxSequences / 8);
    this.#queue = new FairQueue(this.#capacity);
  }

  /** Sequences that are not in the engine yet. */
  get waiting(): number {
    return this.#queue.waiting;
  }

  waitingOf(caller: string): number {
    return this.#queue.waitingOf(caller);
  }

  /** Whole seconds until so many further turns will have begun, from how long turns took lately. */
  secondsFor(numTurns: number): number {
    return this.#times.secondsFor(numTurns, this.#capacity);
  }

  /** @param begin called in the sequence's turn, which may be at once */
  join(caller: string, begin: () => void, maxRunning?: number): Place {
    let begunMs: number | undefined;
    const begun = () => {
      begunMs = performance.now();
      begin();
    };
    const place = this.#queue.join(caller, begun, maxRunning);
    return {
      leave: () => {
        if (begunMs !== undefined) this.#times.add(performance.now() - begunMs);
        begunMs = undefined;
        place.leave();
      },
    };
  }
}
