import { type Engine, type LoadOptions, loadEngine, QwenError } from "@qwents/engine";
import { builtInModelId, findModel } from "../find-model.ts";

/** How a model is loaded; a model is closed by `close`, so there is no signal. */
export type QwenLoadOptions = Omit<LoadOptions, "signal">;

/** One model with one way to load it: what equal calls share. */
export interface SharedEngine {
  /**
   * Does something with the engine. It is loaded on first use, and anew after `close`, or when it broke down before `task`.
   * @throws as `loadEngine` and `task`; the signal's reason when aborted
   */
  use<T>(task: (engine: Engine) => Promise<T>, signal?: AbortSignal): Promise<T>;
  /** Ends the engine, or its loading, for all who share it. Idempotent. */
  close(): Promise<void>;
}

/** The engines of a provider. */
export class EnginePool {
  readonly #engines = new Map<string, SharedEngine>();
  readonly #load: (path: string, options: LoadOptions) => Promise<Engine>;

  constructor(load: (path: string, options: LoadOptions) => Promise<Engine> = loadEngine) {
    this.#load = load;
  }

  /**
   * @param name A path, or what `qwen.ts pull` was given; `cockpit` is the built-in model.
   * @throws QwenError `request/invalid`
   */
  engine(name: string, options: QwenLoadOptions = {}): SharedEngine {
    const key = keyOf(name, options);
    const shared = this.#engines.get(key) ?? new LazyEngine((signal) => this.#loadNamed(name, { ...options, signal }));
    this.#engines.set(key, shared);
    return shared;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#engines.values()].map((engine) => engine.close()));
  }

  async #loadNamed(name: string, options: LoadOptions): Promise<Engine> {
    const { place, from } = await findModel(name);
    return await this.#load(place, from === "built in" ? { id: builtInModelId, ...options } : options);
  }
}

/** An engine that is there, or will be. */
interface Loading {
  readonly engine: Promise<Engine>;
  /** Aborted when it is closed. */
  readonly controller: AbortController;
}

class LazyEngine implements SharedEngine {
  readonly #load: (signal: AbortSignal) => Promise<Engine>;
  #current: Loading | undefined;

  constructor(load: (signal: AbortSignal) => Promise<Engine>) {
    this.#load = load;
  }

  async use<T>(task: (engine: Engine) => Promise<T>, signal?: AbortSignal): Promise<T> {
    signal?.throwIfAborted();
    const current = this.#current ?? this.#begin();
    const engine = await beforeAbort(current.engine, signal);
    try {
      return await task(engine);
    } catch (error) {
      const hasBrokenDown = error instanceof QwenError && error.code === "engine/closed";
      if (!hasBrokenDown || current.controller.signal.aborted) throw error;
      this.#forget(current);
      await engine.close();
    }
    return await task(await beforeAbort((this.#current ?? this.#begin()).engine, signal));
  }

  async close(): Promise<void> {
    const current = this.#current;
    this.#current = undefined;
    current?.controller.abort(new QwenError("engine/closed", "The model was closed while it was loading."));
    const [loaded] = await Promise.allSettled(current ? [current.engine] : []);
    if (loaded?.status === "fulfilled") await loaded.value.close();
  }

  #begin(): Loading {
    const controller = new AbortController();
    const current = { controller, engine: this.#load(controller.signal) };
    this.#current = current;
    // The next call tries again: the file may be there by then.
    current.engine.catch(() => this.#forget(current));
    return current;
  }

  #forget(loading: Loading): void {
    if (this.#current === loading) this.#current = undefined;
  }
}

/** A caller that gives up does not keep others from what is loading. */
async function beforeAbort<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return await promise;
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const onAbort = () => reject(signal.reason);
  signal.addEventListener("abort", onAbort, { once: true });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener("abort", onAbort);
  }
}

/** Who shows progress does so for the first who loads. */
function keyOf(name: string, options: QwenLoadOptions): string {
  if (typeof name !== "string" || name === "") {
    throw new QwenError("request/invalid", "A model is named by text: a path, or what qwen.ts pull was given.");
  }
  const { onProgress: _, ...settings } = options;
  const given = Object.entries(settings).filter(([, value]) => value !== undefined);
  return JSON.stringify([name, given.sort(([a], [b]) => (a < b ? -1 : 1))]);
}
