import type { LoadOptions, QwenError, StepTrace } from "@qwents/engine";
import type { ServedEngine } from "../served-engine.ts";
import { failureOf } from "./failure.ts";
import { GenerationPump } from "./generation-pump.ts";
import type { Ask, ToEngine } from "./messages.ts";
import type { Outbox } from "./outbox.ts";

export type LoadServedEngine = (path: string, options: LoadOptions) => Promise<ServedEngine>;

type Message<K extends ToEngine["kind"]> = Extract<ToEngine, { kind: K }>;

interface RunningCall {
  readonly controller: AbortController;
  readonly pump?: GenerationPump;
}

const statusIntervalMs = 100;

/** The engine's side of a line between processes: does what it is told, and tells what comes of it. */
export class EngineHost {
  readonly #load: LoadServedEngine;
  readonly #outbox: Outbox;
  readonly #leave: () => void;
  readonly #calls = new Map<number, RunningCall>();
  #engine: ServedEngine | undefined;
  #statusTimer: NodeJS.Timeout | undefined;

  /** @param leave ends the process */
  constructor(load: LoadServedEngine, outbox: Outbox, leave: () => void) {
    this.#load = load;
    this.#outbox = outbox;
    this.#leave = leave;
  }

  hear(message: ToEngine): void {
    switch (message.kind) {
      case "load":
        void this.#start(message);
        return;
      case "generate":
        void this.#generate(message);
        return;
      case "ask":
        void this.#answer(message);
        return;
      // These may cross with the end of their call.
      case "more":
        for (const [call, events] of message.events) this.#calls.get(call)?.pump?.allow(events);
        return;
      case "cancel":
        this.#calls.get(message.call)?.controller.abort();
        return;
      case "drop":
        this.#calls.get(message.call)?.pump?.drop();
        return;
      case "share":
        this.#engine?.shareThreads?.(message.numEngines);
        return;
      case "ping":
        this.#outbox.post({ kind: "pong" });
        return;
      case "close":
        void this.#close();
        return;
      default:
        throw new Error(`internal error: an engine's process was told ${JSON.stringify(message satisfies never)}`);
    }
  }

  async #start({ path, options }: Message<"load">): Promise<void> {
    try {
      const onProgress: LoadOptions["onProgress"] = (progress) => this.#outbox.post({ kind: "progress", progress });
      const engine = await this.#load(path, { ...options, onProgress });
      this.#engine = engine;
      const { info, status } = engine;
      this.#outbox.post({ kind: "ready", info, status });
      this.#outbox.watch(() => engine.status, status);
      void engine.failed?.then((error) => this.#breakDown(error));
    } catch (error) {
      this.#outbox.post({ kind: "refused", failure: failureOf(error) });
      this.#end();
    }
  }

  async #generate({ call, request, window, isAborted }: Message<"generate">): Promise<void> {
    const controller = new AbortController();
    if (isAborted) controller.abort();
    const events = this.#loaded.generate({ ...request, signal: controller.signal });
    const pump = new GenerationPump(events, window);
    this.#begin(call, { controller, pump });
    await pump.run({
      event: (event) => this.#outbox.post({ kind: "event", call, event }),
      over: () => this.#outbox.post({ kind: "over", call }),
      failed: (error) => this.#outbox.post({ kind: "failed", call, failure: failureOf(error) }),
    });
    this.#finish(call);
  }

  async #answer(ask: Ask): Promise<void> {
    const { call } = ask;
    const controller = new AbortController();
    this.#begin(call, { controller });
    try {
      const value = await this.#ask(ask, controller.signal);
      this.#outbox.post({ kind: "answer", call, value });
    } catch (error) {
      this.#outbox.post({ kind: "failed", call, failure: failureOf(error) });
    }
    this.#finish(call);
  }

  #ask({ method, args }: Ask, signal: AbortSignal): unknown {
    const engine = this.#loaded;
    if (method === "embed") return engine.embed({ ...args[0], signal });
    if (method === "rerank") return engine.rerank({ ...args[0], signal });
    if (method === "moderate") return engine.moderate({ ...args[0], signal });
    if (method === "tokenize") return engine.tokenize(...args);
    if (method === "tokenBytes") return engine.tokenBytes(...args);
    if (method === "detokenize") return engine.detokenize(...args);
    if (method === "nextTrace") return nextTrace(engine, signal);
    return engine.applyTemplate(...args);
  }

  async #close(): Promise<void> {
    await this.#engine?.close();
    this.#end();
  }

  /** All calls have failed already, and said so. */
  #breakDown(error: QwenError): void {
    this.#outbox.post({ kind: "broken", failure: failureOf(error) });
    this.#end();
  }

  #end(): void {
    void this.#outbox.emptied().then(this.#leave);
  }

  get #loaded(): ServedEngine {
    if (this.#engine === undefined) throw new Error("internal error: called before the engine was loaded");
    return this.#engine;
  }

  #begin(call: number, running: RunningCall): void {
    this.#calls.set(call, running);
    this.#statusTimer ??= setInterval(() => this.#tellStatus(), statusIntervalMs).unref();
  }

  #finish(call: number): void {
    this.#calls.delete(call);
  }

  /** Until nothing runs, and what ran is long enough ago to be told of no more. */
  #tellStatus(): void {
    this.#outbox.tellStatus();
    if (this.#calls.size > 0 || this.#loaded.status.recent.steps > 0) return;
    clearInterval(this.#statusTimer);
    this.#statusTimer = undefined;
  }
}

async function nextTrace(engine: ServedEngine, signal: AbortSignal): Promise<StepTrace | undefined> {
  for await (const trace of engine.trace?.(signal) ?? []) return trace;
  return undefined;
}
