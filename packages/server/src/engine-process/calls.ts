import type { QwenError } from "@qwents/engine";
import type { EngineChild } from "./engine-child.ts";
import { errorOf } from "./failure.ts";
import type { Ask, FromEngine, GenerateData } from "./messages.ts";
import { eventWindow, type GenerationLine, type RemoteGeneration } from "./remote-generation.ts";

type Generating = Pick<RemoteGeneration, "event" | "over" | "failed">;

interface Asking {
  answer(value: unknown): void;
  failed(error: unknown): void;
}

/** What is under way in an engine's process. While there is something, it keeps this process alive. */
export class Calls {
  readonly #child: EngineChild;
  readonly #running = new Map<number, Generating | Asking>();
  readonly #allowed = new Map<number, number>();
  #refusal: QwenError | undefined;
  #numCalls = 0;

  constructor(child: EngineChild) {
    this.#child = child;
  }

  /** Has a request generated; `reader` is told of it. @throws QwenError `request/invalid`, `engine/…` when it has ended */
  generate(request: GenerateData, reader: Generating, signal?: AbortSignal): GenerationLine {
    const call = this.#begin(reader);
    const isAborted = signal?.aborted === true;
    this.#sendFirst(call, { kind: "generate", call, request, window: eventWindow, isAborted });
    return {
      more: (events) => this.#allow(call, events),
      cancel: () => this.#child.send({ kind: "cancel", call }),
      drop: () => {
        this.#finish(call);
        this.#child.send({ kind: "drop", call });
      },
    };
  }

  /** What a method answers. @throws what it throws; the signal's reason when aborted, at once */
  async ask<M extends Ask["method"]>(
    method: M,
    args: Extract<Ask, { method: M }>["args"],
    signal?: AbortSignal,
  ): Promise<unknown> {
    signal?.throwIfAborted();
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    const call = this.#begin({ answer: resolve, failed: reject });
    const cancel = () => {
      this.#finish(call);
      this.#child.send({ kind: "cancel", call });
      reject(signal?.reason);
    };
    this.#sendFirst(call, { kind: "ask", call, method, args } as Ask);
    signal?.addEventListener("abort", cancel, { once: true });
    try {
      return await promise;
    } finally {
      signal?.removeEventListener("abort", cancel);
    }
  }

  /** How many are under way. */
  get size(): number {
    return this.#running.size;
  }

  hear(message: FromEngine): void {
    if (!("call" in message)) throw new Error(`internal error: a running engine's process said "${message.kind}"`);
    const running = this.#running.get(message.call);
    // Its caller went away, and the process did not know yet.
    if (running === undefined) return;
    if (message.kind !== "event") this.#finish(message.call);
    if (message.kind === "failed") running.failed(errorOf(message.failure));
    else if (message.kind === "event" && "event" in running) running.event(message.event);
    else if (message.kind === "over" && "over" in running) running.over();
    else if (message.kind === "answer" && "answer" in running) running.answer(message.value);
    else throw new Error(`internal error: "${message.kind}" came for another kind of call`);
  }

  /** Takes no more. */
  refuse(error: QwenError): void {
    this.#refusal ??= error;
  }

  /** Takes no more, and fails what is under way. */
  end(error: QwenError): void {
    this.refuse(error);
    for (const [call, running] of [...this.#running]) {
      this.#finish(call);
      running.failed(error);
    }
  }

  #begin(running: Generating | Asking): number {
    if (this.#refusal !== undefined) throw this.#refusal;
    const call = this.#numCalls++;
    this.#running.set(call, running);
    if (this.#running.size === 1) this.#child.keepProcessAlive(true);
    return call;
  }

  /** Generations go on together, so that their readers come to ask for more at the same time: one message for all. */
  #allow(call: number, events: number): void {
    if (this.#allowed.size === 0) setImmediate(() => this.#sendAllowed());
    this.#allowed.set(call, (this.#allowed.get(call) ?? 0) + events);
  }

  #sendAllowed(): void {
    this.#child.send({ kind: "more", events: this.#allowed });
    this.#allowed.clear();
  }

  #sendFirst(call: number, message: Parameters<EngineChild["send"]>[0]): void {
    try {
      this.#child.send(message);
    } catch (error) {
      this.#finish(call);
      throw error;
    }
  }

  #finish(call: number): void {
    this.#running.delete(call);
    if (this.#running.size === 0 && this.#refusal === undefined) this.#child.keepProcessAlive(false);
  }
}
