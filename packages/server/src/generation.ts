import type { GenerateEvent, GenerateRequest } from "@qwents/engine";
import type { Admission } from "./access/admission.ts";
import type { KeyLimits } from "./access/api-key.ts";
import { limitRequest, promptTooLong } from "./access/request-limits.ts";
import { type Call, reasonOfCut } from "./call-signals.ts";
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
  readonly #admission: Admission;
  readonly #maxPromptTokens: number | undefined;
  /** Of the choices that have begun. */
  readonly #iterators: (AsyncIterator<GenerateEvent> | undefined)[] = [];
  readonly #tallies: readonly SequenceTally[];
  readonly #settled: Outcome[] = [];
  readonly #letGo: () => void;
  #numLive: number;
  #isReleased = false;
  #wake: () => void = () => {};

  /**
   * @param limits what the requests may have, by default what the caller may
   * @throws QwenError `request/too-many-waiting`; `request/invalid` for more than the limits
   */
  constructor(
    model: ServedModel,
    requests: readonly GenerateRequest[],
    call: Call,
    limits: KeyLimits = model.limitsOf(call.caller),
  ) {
    const limited = requests.map((request) => limitRequest(request, limits));
    const signal = AbortSignal.any([this.#controller.signal, call.client, call.shutdown]);
    this.#admission = model.admit(call, { numSequences: requests.length, signal });
    // It outlasts the request's handler.
    this.#letGo = model.hold();
    this.#shutdown = call.shutdown;
    this.#signal = signal;
    this.#maxPromptTokens = limits.promptTokens;
    this.#tallies = requests.map(() => new SequenceTally((figures) => model.metrics.sequenceEnded(model.id, figures)));
    this.#numLive = requests.length;
    for (const [index, request] of limited.entries()) {
      const start = () => model.engine.generate({ ...request, signal })[Symbol.asyncIterator]();
      void this.#begin(index, start);
    }
  }

  /**
   * Waits until a choice has begun, and all those whose turn it is, so that a refusal can still be answered as one; no longer than `patienceMs`.
   * @throws what the engine refuses the request with
   */
  async accepted(patienceMs: number): Promise<void> {
    let isOver = false;
    const timer = setTimeout(() => {
      isOver = true;
      this.#wake();
    }, patienceMs);
    const isPending = () =>
      this.#settled.length < Math.max(1, this.#iterators.filter(Boolean).length) && !this.#settled.some(isFailure);
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
        this.#admission.leave(index);
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
    this.#admission.leaveAll();
    this.#letGo();
    for (const tally of this.#tallies) tally.cut();
    // The signal already ends them; nobody waits for an iterator to say so.
    for (const iterator of this.#iterators) iterator?.return?.().catch(() => {});
  }

  /** Waits for the choice's turn. */
  async #begin(index: number, start: () => AsyncIterator<GenerateEvent>): Promise<void> {
    try {
      await this.#admission.turn(index);
      if (this.#isReleased) return;
      this.#iterators[index] = start();
      this.#pull(index);
    } catch (error) {
      this.#settle({ index, error });
    }
  }

  #pull(index: number): void {
    this.#iterators[index]?.next().then(
      (result) => this.#settle(checkedPrompt({ index, result }, this.#maxPromptTokens)),
      (error: unknown) => this.#settle({ index, error }),
    );
  }

  #settle(outcome: Outcome): void {
    this.#settled.push(outcome);
    this.#wake();
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

/** A prompt that is longer than the caller's may be is a failure. */
function checkedPrompt({ index, result }: Outcome, most = Number.POSITIVE_INFINITY): Outcome {
  const event = result?.done === true ? undefined : result?.value;
  if (event?.type !== "start" || event.promptTokens <= most) return { index, ...(result && { result }) };
  return { index, error: promptTooLong(event.promptTokens, most) };
}

function isFailure({ result }: Outcome): boolean {
  return result === undefined;
}

function isCancelled(event: GenerateEvent): boolean {
  return event.type === "end" && event.finishReason === "cancelled";
}
