import type { GenerateEvent, GenerateRequest } from "@qwents/engine";
import { type CallSignals, reasonOfCut } from "./call-signals.ts";
import { SequenceTally } from "./metrics.ts";
import type { ServedModel } from "./served-models.ts";

export interface ChoiceEvent {
  /** Of the choice, in the order of the requests. */
  readonly index: number;
  readonly event: GenerateEvent;
}

interface Outcome {
  readonly index: number;
  /** What `next()` gave, or undefined when it threw `error`. */
  readonly result?: IteratorResult<GenerateEvent>;
  readonly error?: unknown;
}

/**
 * The choices of one request, generated together. Events come in the order in which they happen, at most one a choice
 * ahead of whoever reads. Must be read to its end or cancelled.
 */
export class Generation {
  readonly #controller = new AbortController();
  readonly #signal: AbortSignal;
  readonly #shutdown: AbortSignal;
  readonly #iterators: readonly AsyncIterator<GenerateEvent>[];
  readonly #tallies: readonly SequenceTally[];
  readonly #settled: Outcome[] = [];
  readonly #release: () => void;
  #numLive: number;
  #isReleased = false;
  #wake: () => void = () => {};

  /** @throws QwenError `request/too-many-waiting` */
  constructor(model: ServedModel, requests: readonly GenerateRequest[], { client, shutdown }: CallSignals) {
    const release = model.admit(requests.length);
    // It outlasts the request's handler.
    const letGo = model.hold();
    this.#release = () => {
      release();
      letGo();
    };
    this.#shutdown = shutdown;
    const signal = AbortSignal.any([this.#controller.signal, client, shutdown]);
    this.#signal = signal;
    this.#iterators = requests.map((request) => model.engine.generate({ ...request, signal })[Symbol.asyncIterator]());
    this.#tallies = requests.map(() => new SequenceTally((figures) => model.metrics.sequenceEnded(model.id, figures)));
    this.#numLive = requests.length;
    for (const index of requests.keys()) this.#pull(index);
  }

  /**
   * Waits until every choice has begun, so that a refusal can still be answered as one; no longer than `patienceMs`.
   * @throws what the engine refuses the request with
   */
  async accepted(patienceMs: number): Promise<void> {
    let isOver = false;
    const timer = setTimeout(() => {
      isOver = true;
      this.#wake();
    }, patienceMs);
    const isPending = () => this.#settled.length < this.#numLive && !this.#settled.some(isFailure);
    while (!isOver && isPending()) await this.#change();
    clearTimeout(timer);
    const failure = this.#settled.find(isFailure);
    if (failure !== undefined) throw this.#fail(failure.error);
  }

  /** The next event of any choice; undefined when all have ended. @throws what the engine throws, or why it was cut */
  async next(): Promise<ChoiceEvent | undefined> {
    while (this.#numLive > 0) {
      const outcome = this.#settled.shift();
      if (outcome === undefined) {
        await this.#change();
        continue;
      }
      const { index, result, error } = outcome;
      if (result === undefined) throw this.#fail(error);
      if (result.done === true) {
        this.#numLive--;
        continue;
      }
      if (isCancelled(result.value)) throw this.#fail(new Error("internal error: cancelled by nobody"));
      this.#tallies[index].take(result.value);
      this.#pull(index);
      return { index, event: result.value };
    }
    this.cancel();
    return undefined;
  }

  /** Ends what still runs. Idempotent. */
  cancel(): void {
    if (this.#isReleased) return;
    this.#isReleased = true;
    this.#controller.abort();
    this.#release();
    for (const tally of this.#tallies) tally.cut();
    // The signal already ends them; nobody waits for an iterator to say so.
    for (const iterator of this.#iterators) iterator.return?.().catch(() => {});
  }

  #pull(index: number): void {
    const settle = (outcome: Outcome) => {
      this.#settled.push(outcome);
      this.#wake();
    };
    this.#iterators[index].next().then(
      (result) => settle({ index, result }),
      (error: unknown) => settle({ index, error }),
    );
  }

  #change(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  /** Cancels, and says why: an abort has a better reason than whatever the engine made of it. */
  #fail(error: unknown): unknown {
    const wasAborted = this.#signal.aborted;
    this.cancel();
    return wasAborted ? reasonOfCut(this.#shutdown) : error;
  }
}

function isFailure({ result }: Outcome): boolean {
  return result === undefined;
}

function isCancelled(event: GenerateEvent): boolean {
  return event.type === "end" && event.finishReason === "cancelled";
}
