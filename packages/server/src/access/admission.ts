import { QwenError } from "@qwents/engine";
import type { Applicant } from "./admissions.ts";
import type { EngineGate } from "./engine-gate.ts";
import type { Place } from "./fair-queue.ts";

export interface AdmissionParts {
  readonly gate: EngineGate;
  readonly applicant: Applicant;
  readonly maxWaitMs: number;
  /** Told of what waits more, or, below zero, less. */
  readonly count: (numSequences: number, bytes: number) => void;
}

interface Sequence {
  readonly place: Place;
  readonly turn: Promise<void>;
  /** Ends the wait. Tells whether there was one. */
  readonly giveUp: (reason: unknown) => boolean;
}

/** The sequences of one request, each of which has a turn of its own. */
export class Admission {
  readonly #sequences: readonly Sequence[];
  readonly #parts: AdmissionParts;
  readonly #timer: ReturnType<typeof setTimeout>;
  readonly #onAbort: () => void;
  #numWaiting: number;

  constructor(parts: AdmissionParts) {
    const { numSequences, bodyBytes, signal } = parts.applicant;
    this.#parts = parts;
    this.#numWaiting = numSequences;
    parts.count(numSequences, bodyBytes);
    this.#timer = setTimeout(() => this.#giveUp(waitedTooLong(parts)), parts.maxWaitMs);
    this.#onAbort = () => this.#giveUp(signal.reason);
    signal.addEventListener("abort", this.#onAbort, { once: true });
    this.#sequences = Array.from({ length: numSequences }, () => this.#join());
    if (signal.aborted) this.#onAbort();
  }

  /** Resolves in the turn of a sequence. @throws QwenError `request/waited-too-long`; the signal's reason */
  turn(index: number): Promise<void> {
    return this.#sequences[index].turn;
  }

  /** A sequence has ended, or waits no more. Idempotent. */
  leave(index: number): void {
    const { place, giveUp } = this.#sequences[index];
    giveUp(undefined);
    place.leave();
  }

  /** The same for all. */
  leaveAll(): void {
    for (const index of this.#sequences.keys()) this.leave(index);
  }

  #join(): Sequence {
    const { promise: turn, resolve, reject } = Promise.withResolvers<void>();
    // Nobody may be there to be told that it was given up.
    turn.catch(() => {});
    let isWaiting = true;
    const settle = (then: () => void): boolean => {
      if (!isWaiting) return false;
      isWaiting = false;
      this.#waitsNoMore();
      then();
      return true;
    };
    const { caller, maxRunning } = this.#parts.applicant;
    const place = this.#parts.gate.join(caller, () => settle(resolve), maxRunning);
    return { place, turn, giveUp: (reason) => settle(() => reject(reason)) };
  }

  #waitsNoMore(): void {
    this.#parts.count(-1, 0);
    this.#numWaiting--;
    if (this.#numWaiting > 0) return;
    const { bodyBytes, signal } = this.#parts.applicant;
    this.#parts.count(0, -bodyBytes);
    clearTimeout(this.#timer);
    signal.removeEventListener("abort", this.#onAbort);
  }

  #giveUp(reason: unknown): void {
    for (const { place, giveUp } of this.#sequences) {
      if (giveUp(reason)) place.leave();
    }
  }
}

function waitedTooLong({ gate, maxWaitMs }: AdmissionParts): QwenError {
  const retryAfterSeconds = gate.secondsFor(gate.waiting);
  const message = `The request has waited for its turn for ${maxWaitMs / 1000} s, as long as this server lets one wait. Try again in about ${retryAfterSeconds} s.`;
  return new QwenError("request/waited-too-long", message, { details: { maxWaitMs, retryAfterSeconds } });
}
