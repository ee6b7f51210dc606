import { QwenError } from "@qwents/engine";
import { Admission, type AdmissionParts } from "./admission.ts";
import type { EngineGate } from "./engine-gate.ts";

export interface QueueLimits {
  /** A caller is refused (429) while this many of its sequences wait. Default 64. */
  readonly maxWaiting?: number;
  /** Everybody is refused (429) while this many sequences wait. Default 512. */
  readonly maxWaitingInAll?: number;
  /** The same for the bytes of the bodies of requests that wait. Default 256 MiB. */
  readonly maxWaitingBytes?: number;
  /** How long a request may wait for its turn before it is given up (503). Default 10 minutes. */
  readonly maxWaitMs?: number;
}

/** Who wants in. */
export interface Applicant {
  readonly caller: string;
  /** How many of the caller's sequences run at once. */
  readonly maxRunning?: number;
  /** Instead of the server's limit, if it is lower. */
  readonly maxWaiting?: number;
  readonly numSequences: number;
  /** Of the request's body. */
  readonly bodyBytes: number;
  /** Gives up. */
  readonly signal: AbortSignal;
}

/** Lets requests to engines, and refuses them before too many wait. */
export class Admissions {
  readonly #limits: Required<QueueLimits>;
  #waiting = 0;
  #waitingBytes = 0;

  constructor({
    maxWaiting = 64,
    maxWaitingInAll = 512,
    maxWaitingBytes = 256 * 2 ** 20,
    maxWaitMs = 600_000,
  }: QueueLimits = {}) {
    this.#limits = { maxWaiting, maxWaitingInAll, maxWaitingBytes, maxWaitMs };
  }

  /** Sequences that wait, before all engines. */
  get waiting(): number {
    return this.#waiting;
  }

  /** @throws QwenError `request/too-many-waiting` */
  admit(gate: EngineGate, applicant: Applicant): Admission {
    this.#check(gate, applicant);
    const count: AdmissionParts["count"] = (numSequences, bytes) => {
      this.#waiting += numSequences;
      this.#waitingBytes += bytes;
    };
    return new Admission({ gate, applicant, maxWaitMs: this.#limits.maxWaitMs, count });
  }

  #check(gate: EngineGate, { caller, maxWaiting = Number.POSITIVE_INFINITY }: Applicant): void {
    const own = gate.waitingOf(caller);
    const most = Math.min(maxWaiting, this.#limits.maxWaiting);
    if (own > 0 && own >= most) throw tooMany(`${own} of your sequences wait already`, own, gate);
    const { maxWaitingInAll, maxWaitingBytes } = this.#limits;
    const all = this.#waiting;
    if (all > 0 && all >= maxWaitingInAll) throw tooMany(`${all} sequences wait already`, all, gate);
    if (all > 0 && this.#waitingBytes >= maxWaitingBytes) {
      throw tooMany(`Requests of ${this.#waitingBytes} bytes wait already`, all, gate);
    }
  }
}

function tooMany(what: string, waiting: number, gate: EngineGate): QwenError {
  const retryAfterSeconds = gate.secondsFor(waiting);
  const message = `${what}, as many as this server lets wait. Try again in about ${retryAfterSeconds} s.`;
  return new QwenError("request/too-many-waiting", message, { details: { waiting, retryAfterSeconds } });
}
