import { isDeepStrictEqual } from "node:util";
import type { EngineStatus } from "@qwents/engine";
import type { FromEngine } from "./messages.ts";

const statusIntervalMs = 100;

/** Hands a list of messages to the other process; `onSent` is called when it has left this one. */
export type Send = (messages: readonly FromEngine[], onSent: () => void) => void;

/**
 * What the engine's process has to tell. What comes up together, such as the tokens that a step gives to all its
 * sequences, goes out as one list, while the threads compute the next step. The engine's status goes along when it changed: with answers, beginnings and
 * ends, and otherwise at most every 100 ms.
 */
export class Outbox {
  readonly #send: Send;
  #messages: FromEngine[] = [];
  #isUrgent = false;
  #readStatus: (() => EngineStatus) | undefined;
  #told: EngineStatus | undefined;
  #toldMs = 0;
  #numUnsent = 0;
  #onEmpty: () => void = () => {};

  constructor(send: Send) {
    this.#send = send;
  }

  /** From now on tells the status, of which `told` is known. */
  watch(readStatus: () => EngineStatus, told: EngineStatus): void {
    this.#readStatus = readStatus;
    this.#told = told;
  }

  post(message: FromEngine): void {
    this.#isUrgent ||= message.kind !== "event" || message.event.type !== "text";
    // Behind what the same step settles, and behind the next step's start: the engine's threads are not kept waiting for it.
    if (this.#messages.push(message) === 1) setImmediate(() => setImmediate(() => this.#flush()));
  }

  /** Tells the status if it changed and nothing else did so lately. */
  tellStatus(): void {
    if (this.#messages.length === 0) this.#flush();
  }

  /** Resolves when all has left this process. */
  emptied(): Promise<void> {
    return new Promise((resolve) => {
      this.#onEmpty = resolve;
      if (this.#messages.length + this.#numUnsent === 0) resolve();
    });
  }

  #flush(): void {
    const status = this.#newStatus();
    const messages = status ? [...this.#messages, { kind: "status", status } as const] : this.#messages;
    this.#messages = [];
    this.#isUrgent = false;
    if (messages.length === 0) return;
    this.#numUnsent++;
    this.#send(messages, () => {
      this.#numUnsent--;
      if (this.#messages.length + this.#numUnsent === 0) this.#onEmpty();
    });
  }

  #newStatus(): EngineStatus | undefined {
    const now = performance.now();
    if (!this.#readStatus || (!this.#isUrgent && now - this.#toldMs < statusIntervalMs)) return undefined;
    const status = this.#readStatus();
    if (isDeepStrictEqual(status, this.#told)) return undefined;
    this.#told = status;
    this.#toldMs = now;
    return status;
  }
}
