import { ApiError } from "@qwents/protocol";
import { ByteRoom } from "../../byte-room.ts";
import { maxLargestAtOnce } from "../../json-body.ts";
import type { Metrics } from "../../metrics.ts";
import { ResponseStore, type ResponseStoreLimits } from "../response-store.ts";

export interface SocketLimits {
  /** Of one caller. Default 64. */
  readonly maxPerCaller?: number;
  /** Of all callers. Default 256. */
  readonly maxInAll?: number;
  /** Messages that wait while a response is made. Default 16. */
  readonly maxWaiting?: number;
  /** After which nothing new is taken. Default an hour, as Open Responses has it. */
  readonly maxAgeMs?: number;
  /** Without a response that is made. Default 15 minutes. */
  readonly idleMs?: number;
}

export interface ResponseSocketsOptions {
  readonly limits: SocketLimits | undefined;
  /** Of what may be followed on without being kept, of all sockets. */
  readonly responses: ResponseStoreLimits | undefined;
  /** The largest message. */
  readonly maxBytes: number;
  readonly metrics: Metrics;
}

/** What the WebSockets of an app share. */
export class ResponseSockets {
  readonly limits: Required<SocketLimits>;
  /** For messages that wait. */
  readonly room: ByteRoom;
  /** Responses that are not kept, for as long as their socket may follow on them. */
  readonly passing: ResponseStore;
  readonly #metrics: Metrics;
  readonly #numOf = new Map<string, number>();
  #numInAll = 0;

  constructor({ limits, responses, maxBytes, metrics }: ResponseSocketsOptions) {
    const { maxPerCaller = 64, maxInAll = 256, maxWaiting = 16, maxAgeMs = 3_600_000, idleMs = 900_000 } = limits ?? {};
    this.limits = { maxPerCaller, maxInAll, maxWaiting, maxAgeMs, idleMs };
    this.room = new ByteRoom(maxBytes * maxLargestAtOnce);
    this.passing = new ResponseStore(responses);
    this.#metrics = metrics;
  }

  /** @throws ApiError 429 */
  checkRoom(caller: string): void {
    const { maxPerCaller, maxInAll } = this.limits;
    const own = this.#numOf.get(caller) ?? 0;
    if (own >= maxPerCaller) throw tooMany(`${own} of your WebSockets`);
    if (this.#numInAll >= maxInAll) throw tooMany(`${this.#numInAll} WebSockets`);
  }

  /** Counts one in. @returns what counts it out again, to be called once */
  enter(caller: string): () => void {
    this.#change(caller, 1);
    return () => this.#change(caller, -1);
  }

  #change(caller: string, by: 1 | -1): void {
    this.#numInAll += by;
    this.#metrics.socketsChanged(by);
    const own = (this.#numOf.get(caller) ?? 0) + by;
    if (own > 0) this.#numOf.set(caller, own);
    else this.#numOf.delete(caller);
  }
}

function tooMany(what: string): ApiError {
  const message = `${what} are open already, as many as this server has room for. Close some of them.`;
  return new ApiError(message, { status: 429, type: "rate_limit_error", code: "too_many_connections" });
}
