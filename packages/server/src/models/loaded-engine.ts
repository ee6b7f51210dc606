import { EngineGate } from "../access/engine-gate.ts";
import type { ServedEngine } from "../served-engine.ts";

/** Use of a loaded model, until it is released: as long, it is not unloaded unless somebody insists. */
export interface EngineLease {
  readonly loaded: LoadedEngine;
  /** Idempotent. */
  release(): void;
}

/** An engine and the count of those who use it. */
export class LoadedEngine {
  readonly engine: ServedEngine;
  /** Where sequences wait for their turn. */
  readonly gate: EngineGate;
  /** Milliseconds since 1970. */
  readonly loadedAt = Date.now();
  /** Resolves when it is loaded no more. */
  readonly ended: Promise<void>;
  readonly #onUse: (loaded: LoadedEngine) => void;
  readonly #end: () => void;
  #numHolds = 0;
  #numSharing = 1;
  #lastUsedMs = performance.now();

  /** How long it took to load; undefined where it came loaded. */
  readonly loadMs: number | undefined;

  /** @param onUse called whenever the first of its users has come, or the last one has let it go */
  constructor(engine: ServedEngine, loadMs: number | undefined, onUse: (loaded: LoadedEngine) => void) {
    this.loadMs = loadMs;
    this.engine = engine;
    this.gate = new EngineGate(engine.info.maxSequences);
    this.#onUse = onUse;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.ended = promise;
    this.#end = resolve;
  }

  get isHeld(): boolean {
    return this.#numHolds > 0;
  }

  /** When somebody last began or ended to use it, of `performance.now()`. */
  get lastUsedMs(): number {
    return this.#lastUsedMs;
  }

  /** Keeps it until the returned function is called. */
  hold(): () => void {
    let isHolding = true;
    this.#numHolds++;
    this.#lastUsedMs = performance.now();
    if (this.#numHolds === 1) this.#onUse(this);
    return () => {
      if (!isHolding) return;
      isHolding = false;
      this.#numHolds--;
      this.#lastUsedMs = performance.now();
      if (this.#numHolds === 0) this.#onUse(this);
    };
  }

  /** So many engines are at work. */
  shareThreads(numEngines: number): void {
    if (numEngines === this.#numSharing) return;
    this.#numSharing = numEngines;
    this.engine.shareThreads?.(numEngines);
  }

  end(): void {
    this.#end();
  }

  lease(): EngineLease {
    return { loaded: this, release: this.hold() };
  }
}
