import { type LoadProgress, QwenError } from "@qwents/engine";
import type { ApiError } from "@qwents/protocol";
import type { ServedEngine } from "../served-engine.ts";
import { Expiry } from "./expiry.ts";
import { type EngineLease, LoadedEngine } from "./loaded-engine.ts";
import type { CatalogModel } from "./model-catalog.ts";
import type { UnloadReason } from "./model-events.ts";
import { cannotUnload, faultOf, stillInUse, tooManyWaiting, wasUnloaded } from "./model-faults.ts";
import type { Tenant } from "./plan-room.ts";
import { failedState, type SlotHost, type SlotState, tenantOf } from "./slot-state.ts";
import { type UseOptions, Waiters, type Wishes } from "./waiters.ts";

/** One model: the state it is in, who uses it and who waits for it. It knows of no other. */
export class ModelSlot {
  /** As the catalogue has it now. */
  model: CatalogModel;
  readonly #host: SlotHost;
  readonly #waiters = new Waiters();
  readonly #expiry = new Expiry(() => this.#expire());
  /** Whether it came loaded and belongs to somebody else: it stays as long as it lives. */
  readonly isGiven: boolean;
  #state: SlotState = { name: "unloaded" };
  #keepAliveMs: number | undefined;
  #numFailures = 0;

  constructor(model: CatalogModel, host: SlotHost, engine?: ServedEngine) {
    this.model = model;
    this.#host = host;
    this.isGiven = engine !== undefined;
    if (engine !== undefined) this.#enter(engine);
  }

  get state(): SlotState {
    return this.#state;
  }

  get loaded(): LoadedEngine | undefined {
    return this.#state.name === "loaded" ? this.#state.loaded : undefined;
  }

  /** Requests that wait for it to be loaded. */
  get numWaiting(): number {
    return this.#waiters.size;
  }

  /** Why it failed, as it is told to those who ask. */
  get fault(): ApiError | undefined {
    return this.#state.name === "failed" ? faultOf(this.model.id, this.#state) : undefined;
  }

  /** Whether it takes memory, or will. */
  get isLive(): boolean {
    return this.#state.name !== "unloaded" && this.#state.name !== "failed";
  }

  /** How long it stays when nobody uses it. */
  get keepAliveMs(): number {
    return this.#keepAliveMs ?? this.model.keepAliveMs ?? this.#host.keepAliveMs;
  }

  /** Milliseconds since 1970; undefined while it is used, or when it stays. */
  get expiresAt(): number | undefined {
    return this.#expiry.at;
  }

  /** What it takes of the memory. */
  get tenant(): Tenant {
    const stays = this.keepAliveMs === Number.POSITIVE_INFINITY;
    return tenantOf(this.#state, { loadingBytes: this.model.memoryBytes, isAwaited: this.#waiters.size > 0, stays });
  }

  /**
   * Waits until it is loaded, which begins now if it has not yet.
   * @throws ApiError 503; QwenError `request/too-many-waiting`; the signal's reason when aborted
   */
  async use({ signal, ...wishes }: UseOptions = {}): Promise<EngineLease> {
    signal?.throwIfAborted();
    const state = this.#state;
    if (state.name === "loaded" && state.leaving === undefined) return this.#lease(state.loaded, wishes);
    if (state.name === "failed" && performance.now() < state.retryAtMs) throw faultOf(this.model.id, state);
    if (this.#waiters.size >= this.#host.maxWaiting) throw tooManyWaiting(this.model.id, this.#waiters.size);
    const lease = this.#waiters.add(wishes, signal, () => this.#withdrawIfUnwanted());
    if (state.name === "loading" && state.progress !== undefined) wishes.onProgress?.(state.progress);
    this.#loadIfWanted();
    return await lease;
  }

  /**
   * Unloads it: at once when nobody uses it or by force, else after those who do; takes nobody in meanwhile.
   * @throws ApiError 409 when it belongs to somebody else, or is in use for longer than requests wait: then it goes later
   */
  async unload({ force = false, reason = "request" }: { force?: boolean; reason?: UnloadReason } = {}): Promise<void> {
    const state = this.#state;
    if (this.isGiven) throw cannotUnload(this.model.id);
    if (state.name === "loaded") {
      if (force || !state.loaded.isHeld) this.#close(state.loaded, reason);
      else state.leaving = "request";
      await this.#unloadedSoon(state.loaded);
    } else if (state.name === "loading" || state.name === "queued") {
      if (force) this.#waiters.refuse(wasUnloaded(this.model.id));
      // For those who wait it is loaded all the same.
      if (this.#waiters.size > 0) this.#keepAliveMs = 0;
      else if (state.name === "loading") this.#abort(state.controller);
      else this.#withdrawIfUnwanted();
    } else if (state.name === "failed") this.#state = { name: "unloaded" };
    if (this.#state.name === "closing") await this.#state.done;
  }

  /** Unloads it for good, unless it belongs to somebody else. */
  async close(): Promise<void> {
    this.#waiters.refuse(new QwenError("engine/closed", "The server is shutting down. Try again once it is back."));
    if (!this.isGiven) await this.unload({ force: true, reason: "shutdown" });
  }

  /** There is room: loads. */
  begin(): void {
    const controller = new AbortController();
    const settled = Promise.withResolvers<void>();
    this.#state = { name: "loading", controller };
    void this.#load(controller.signal).finally(settled.resolve);
    controller.signal.addEventListener("abort", () => {
      this.#state = { name: "closing", bytes: this.model.memoryBytes, done: settled.promise };
    });
  }

  /** There is no room. */
  refuse(error: unknown): void {
    this.#state = { name: "unloaded" };
    this.#waiters.refuse(error);
  }

  /** Gives its memory to others, now. Only while nobody uses it. */
  evict(): void {
    if (this.#state.name === "loaded") this.#close(this.#state.loaded, "memory");
    else if (this.#state.name === "loading") this.#abort(this.#state.controller);
  }

  /** Whether it is to take nobody in until it could give its memory to others. */
  drain(isWanted: boolean): void {
    const state = this.#state;
    if (state.name !== "loaded" || state.leaving === "request") return;
    if (isWanted && !state.loaded.isHeld) this.evict();
    state.leaving = isWanted ? "memory" : undefined;
    if (!isWanted) this.#waiters.grant((wishes) => this.#lease(state.loaded, wishes));
  }

  async #unloadedSoon({ ended }: LoadedEngine): Promise<void> {
    const late = Promise.withResolvers<never>();
    const { maxWaitMs } = this.#host;
    const timer = setTimeout(() => late.reject(stillInUse(this.model.id, maxWaitMs)), maxWaitMs);
    try {
      await Promise.race([ended, late.promise]);
    } finally {
      clearTimeout(timer);
    }
  }

  async #load(signal: AbortSignal): Promise<void> {
    const { model } = this;
    const startMs = performance.now();
    try {
      const engine = await this.#host.load(model, { signal, onProgress: (progress) => this.#progress(progress) });
      if (!signal.aborted) {
        const ms = performance.now() - startMs;
        this.#host.events.loaded(model.id, ms);
        this.#enter(engine, ms);
        return;
      }
      await engine.close();
    } catch (error) {
      if (!signal.aborted) return this.#fail(error);
    }
    this.#unloaded();
  }

  #progress(progress: LoadProgress): void {
    if (this.#state.name !== "loading") return;
    this.#state.progress = progress;
    this.#waiters.progress(progress);
  }

  #enter(engine: ServedEngine, loadMs?: number): void {
    const loaded = new LoadedEngine(engine, loadMs, () => this.#used(loaded));
    this.#numFailures = 0;
    this.#state = { name: "loaded", loaded };
    void engine.failed?.then((error) => this.#crashed(loaded, error));
    this.#waiters.grant((wishes) => this.#lease(loaded, wishes));
    if (loaded.isHeld) this.#host.changed();
    else this.#idle(loaded);
  }

  #lease(loaded: LoadedEngine, { keepAliveMs }: Wishes): EngineLease {
    this.#expiry.stop();
    if (!this.isGiven) this.#keepAliveMs = keepAliveMs ?? this.#keepAliveMs;
    return loaded.lease();
  }

  /** Somebody uses it now, or nobody any more. */
  #used(loaded: LoadedEngine): void {
    this.#host.usesChanged();
    if (!loaded.isHeld) this.#idle(loaded);
  }

  #idle(loaded: LoadedEngine): void {
    const state = this.#state;
    if (state.name !== "loaded" || state.loaded !== loaded) return;
    if (state.leaving === undefined) {
      this.#expiry.start(this.keepAliveMs);
      this.#host.changed();
    } else this.#close(loaded, state.leaving);
  }

  #expire(): void {
    const { loaded } = this;
    if (loaded !== undefined && !loaded.isHeld) this.#close(loaded, "expired");
  }

  #close(loaded: LoadedEngine, reason: UnloadReason): void {
    this.#expiry.stop();
    const bytes = loaded.engine.status.memoryBytes;
    this.#state = { name: "closing", bytes, done: loaded.ended };
    this.#host.events.unloaded(this.model.id, reason);
    const ended = () => {
      this.#unloaded();
      loaded.end();
    };
    loaded.engine.close().then(ended, ended);
  }

  #unloaded(): void {
    this.#keepAliveMs = undefined;
    this.#state = { name: "unloaded" };
    this.#loadIfWanted();
    this.#host.changed();
  }

  #fail(error: unknown): void {
    const state = failedState(error, this.#numFailures++);
    this.#state = state;
    this.#host.events.loadFailed(this.model.id, error);
    this.#waiters.refuse(faultOf(this.model.id, state));
    this.#host.changed();
  }

  #crashed(loaded: LoadedEngine, error: QwenError): void {
    if (this.loaded !== loaded) return;
    this.#expiry.stop();
    // It did load: nothing speaks against trying at once.
    this.#state = { name: "failed", error, retryAtMs: 0, hadLoaded: true };
    this.#host.events.crashed(this.model.id, error);
    loaded.end();
    loaded.engine.close().catch(() => {});
    this.#loadIfWanted();
    this.#host.changed();
  }

  #loadIfWanted(): void {
    const { name } = this.#state;
    if (this.#waiters.size === 0 || (name !== "unloaded" && name !== "failed")) return;
    this.#state = { name: "queued" };
    this.#host.requestRoom(this);
  }

  #withdrawIfUnwanted(): void {
    if (this.#waiters.size > 0) return;
    if (this.#state.name === "queued") {
      this.#state = { name: "unloaded" };
      this.#host.withdraw(this);
    }
    this.#host.changed();
  }

  /** The one who aborts is told when the load has ended. */
  #abort(controller: AbortController): void {
    controller.abort(wasUnloaded(this.model.id));
  }
}
