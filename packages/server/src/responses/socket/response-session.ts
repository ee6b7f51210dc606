import type { AppContext } from "../../app-context.ts";
import { toApiError } from "../../http-errors.ts";
import { closeCodes, type MessageSocket, type SocketListener } from "../../web-socket/message-socket.ts";
import { answerMessage, errorEvent } from "./answer-message.ts";
import { ConnectionResponses } from "./connection-responses.ts";
import { connectionTooOld, type Ending, noRoom, nothingToDo, serverStops, tooManyMessages } from "./session-ending.ts";

export interface SessionParts {
  readonly context: AppContext;
  readonly socket: MessageSocket;
  readonly caller: string;
  /** Whether the caller still may ask: keys come and go while it is open. @throws ApiError 401 */
  readonly checkKey: () => Promise<unknown>;
  /** Of the request that it began with. */
  readonly requestId: string;
}

/** One WebSocket: its messages are answered one after the other, in the order in which they came. */
export class ResponseSession implements SocketListener {
  readonly #parts: SessionParts;
  readonly #responses: ConnectionResponses;
  /** undefined for what is no text. */
  readonly #waiting: (Uint8Array | undefined)[] = [];
  /** Ends what runs. */
  readonly #cut = new AbortController();
  readonly #leave: () => void;
  readonly #age: ReturnType<typeof setTimeout>;
  readonly #idle: ReturnType<typeof setTimeout>;
  readonly #onDraining = () => this.#end(serverStops);
  #ending: Ending | undefined;
  #isAnswering = false;
  #isIdle = true;

  constructor(parts: SessionParts) {
    const { responses, responseSockets, draining } = parts.context;
    const { maxAgeMs, idleMs } = responseSockets.limits;
    this.#parts = parts;
    this.#responses = new ConnectionResponses(responses, responseSockets.passing);
    this.#leave = responseSockets.enter(parts.caller);
    this.#age = setTimeout(() => this.#end(connectionTooOld(maxAgeMs)), maxAgeMs);
    this.#idle = setInterval(() => this.#checkIdle(), idleMs);
    draining.addEventListener("abort", this.#onDraining, { once: true });
    if (draining.aborted) this.#onDraining();
  }

  onMessage(message: Uint8Array | undefined): void {
    if (this.#ending !== undefined || this.#cut.signal.aborted) return;
    const { limits, room } = this.#parts.context.responseSockets;
    this.#isIdle = false;
    if (this.#waiting.length >= limits.maxWaiting) {
      this.#endAtOnce(tooManyMessages(limits.maxWaiting));
      return;
    }
    this.#waiting.push(message);
    try {
      room.take(sizeOf(message));
    } catch (error) {
      this.#endAtOnce(noRoom(toApiError(error)));
      return;
    }
    if (!this.#isAnswering) this.#answerAll().catch((error: unknown) => this.#break(error));
  }

  onClose(): void {
    this.#cut.abort();
    this.#dropWaiting();
    this.#responses.close();
    clearTimeout(this.#age);
    clearInterval(this.#idle);
    this.#parts.context.draining.removeEventListener("abort", this.#onDraining);
    this.#leave();
  }

  async #answerAll(): Promise<void> {
    this.#isAnswering = true;
    while (this.#waiting.length > 0 && this.#ending === undefined) {
      const message = this.#waiting.shift();
      this.#parts.context.responseSockets.room.give(sizeOf(message));
      await this.#answer(message);
    }
    this.#isAnswering = false;
    if (this.#ending !== undefined) await this.#finish(this.#ending);
  }

  async #answer(message: Uint8Array | undefined): Promise<void> {
    const { context, caller, requestId, checkKey } = this.#parts;
    const call = { caller, bodyBytes: sizeOf(message), client: this.#cut.signal, shutdown: context.shutdown };
    const parts = { context, requestId, checkKey, responses: this.#responses, call };
    for await (const event of answerMessage(message, parts)) {
      if (!(await this.#send(event))) return;
    }
  }

  /** @returns whether there is anybody to take more */
  async #send(event: object): Promise<boolean> {
    if (this.#cut.signal.aborted) return false;
    try {
      await this.#parts.socket.send(JSON.stringify(event));
    } catch {
      this.#cut.abort();
    }
    return !this.#cut.signal.aborted;
  }

  #checkIdle(): void {
    if (this.#isIdle) this.#end(nothingToDo);
    this.#isIdle = !this.#isAnswering;
  }

  /** What runs comes to its end before. */
  #end(ending: Ending): void {
    if (this.#ending !== undefined) return;
    this.#ending = ending;
    if (!this.#isAnswering) void this.#finish(ending);
  }

  #endAtOnce(ending: Ending): void {
    this.#end(ending);
    this.#cut.abort();
  }

  async #finish(ending: Ending): Promise<void> {
    const { socket } = this.#parts;
    this.#dropWaiting();
    if (ending.error !== undefined) {
      // Nobody may be there to take it.
      await socket.send(JSON.stringify(errorEvent(ending.error, this.#parts))).catch(() => {});
    }
    socket.close(ending.code, ending.reason);
  }

  /** A fault of ours. */
  #break(error: unknown): void {
    const { socket, context, requestId } = this.#parts;
    socket.close(closeCodes.ourFault, "internal error");
    context.onError(error, requestId);
  }

  #dropWaiting(): void {
    const { room } = this.#parts.context.responseSockets;
    for (const message of this.#waiting.splice(0)) room.give(sizeOf(message));
  }
}

function sizeOf(message: Uint8Array | undefined): number {
  return message?.byteLength ?? 0;
}
