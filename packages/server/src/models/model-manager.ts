import type { ServedEngine } from "../served-engine.ts";
import { MemoryRoom } from "./memory-room.ts";
import type { CatalogModel, ModelCatalog } from "./model-catalog.ts";
import { type ModelEvents, noModelEvents } from "./model-events.ts";
import { ModelSlot } from "./model-slot.ts";

export interface ModelManagerOptions {
  /** How long a model stays loaded when nobody uses it. Default 5 minutes; `Infinity`: until its memory is needed. */
  readonly keepAliveMs?: number;
  /** What all models together may take of the memory. Default: no limit. */
  readonly memoryBytes?: number;
  /** How long requests wait for what others use: for memory, or to unload a model. Default 30 s. */
  readonly maxWaitMs?: number;
  /** How many requests may wait for one model to be loaded. Default 64. */
  readonly maxWaiting?: number;
}

const defaultKeepAliveMs = 300_000;
const defaultMaxWaitMs = 30_000;
const patienceMs = 5000;

/** The models of a catalogue: loaded when they are used, and unloaded after a while or when others need the memory. */
export class ModelManager {
  readonly #catalog: ModelCatalog;
  readonly #slots = new Map<string, ModelSlot>();
  readonly #host: ConstructorParameters<typeof ModelSlot>[1];
  readonly #listeners: ModelEvents[] = [];
  #listing: Promise<void> | undefined;

  /** @param given engines that are loaded already and belong to somebody else, by the id of their model */
  constructor(catalog: ModelCatalog, options: ModelManagerOptions = {}, given: readonly GivenModel[] = []) {
    this.#catalog = catalog;
    const { memoryBytes = Number.POSITIVE_INFINITY, maxWaitMs = defaultMaxWaitMs } = options;
    const room = new MemoryRoom({ memoryBytes, maxWaitMs, patienceMs }, () => this.#slots.values());
    this.#host = {
      events: this.#events(),
      keepAliveMs: options.keepAliveMs ?? defaultKeepAliveMs,
      maxWaiting: options.maxWaiting ?? 64,
      maxWaitMs,
      load: (model, loadOptions) => catalog.load(model, loadOptions),
      requestRoom: (slot) => room.request(slot),
      withdraw: (slot) => room.withdraw(slot),
      usesChanged: () => this.#shareThreads(),
      changed: () => {
        room.update();
        this.#shareThreads();
      },
    };
    for (const { model, engine } of given) this.#slots.set(model.id, new ModelSlot(model, this.#host, engine));
  }

  /** All that is known of, without another look. */
  get slots(): readonly ModelSlot[] {
    return [...this.#slots.values()];
  }

  /** Tells of what becomes of models from now on, and first of those that were loaded already. */
  observe(events: Partial<ModelEvents>): void {
    this.#listeners.push({ ...noModelEvents, ...events });
    for (const { model, loaded } of this.slots) {
      if (loaded?.loadMs !== undefined) events.loaded?.(model.id, loaded.loadMs);
    }
  }

  /** All there is, the default first. */
  async list(): Promise<readonly ModelSlot[]> {
    this.#listing ??= this.#refresh().finally(() => {
      this.#listing = undefined;
    });
    await this.#listing;
    return this.slots;
  }

  /** The model of an id or another name of it; undefined when there is none. */
  async find(name: string): Promise<ModelSlot | undefined> {
    const known = this.#get(name);
    if (known?.loaded !== undefined) return known;
    await this.list();
    return this.#get(name);
  }

  /** Unloads everything, and refuses those who wait. */
  async close(): Promise<void> {
    await Promise.all(this.slots.map((slot) => slot.close()));
  }

  /** Each of those that are at work computes with its part of the threads: more would wait for each other's cores. */
  #shareThreads(): void {
    const loaded = [...this.#slots.values()].flatMap((slot) => slot.loaded ?? []);
    const numBusy = loaded.filter(({ isHeld }) => isHeld).length;
    for (const engine of loaded) engine.shareThreads(Math.max(1, numBusy));
  }

  #get(name: string): ModelSlot | undefined {
    const aliased = () => this.slots.find(({ model }) => model.aliases.includes(name));
    return this.#slots.get(name) ?? aliased() ?? this.slots.find(({ model }) => isSame(model.id, name));
  }

  async #refresh(): Promise<void> {
    const models = await this.#catalog.list();
    const known = new Map(this.#slots);
    this.#slots.clear();
    for (const model of models) {
      const slot = known.get(model.id) ?? new ModelSlot(model, this.#host);
      slot.model = model;
      this.#slots.set(model.id, slot);
    }
    // What is gone from the catalogue stays as long as it is in use.
    for (const [id, slot] of known) {
      if (!this.#slots.has(id) && slot.isLive) this.#slots.set(id, slot);
    }
  }

  #events(): ModelEvents {
    const tell = (call: (listener: ModelEvents) => void) => this.#listeners.forEach(call);
    return {
      loaded: (model, ms) => tell((listener) => listener.loaded(model, ms)),
      unloaded: (model, reason) => tell((listener) => listener.unloaded(model, reason)),
      loadFailed: (model, error) => tell((listener) => listener.loadFailed(model, error)),
      crashed: (model, error) => tell((listener) => listener.crashed(model, error)),
    };
  }
}

export interface GivenModel {
  readonly model: CatalogModel;
  readonly engine: ServedEngine;
}

const isSame = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
