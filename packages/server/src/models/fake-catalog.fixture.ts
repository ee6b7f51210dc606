import type { EngineStatus, LoadProgress, ModelInfo, QwenError } from "@qwents/engine";
import { FakeEngine, type FakeTurn } from "../fake-engine.fixture.ts";
import type { CatalogLoadOptions, CatalogModel, ModelCatalog } from "./model-catalog.ts";

export interface FakeModel extends Pick<CatalogModel, "license" | "isRemovable"> {
  readonly id: string;
  readonly aliases?: readonly string[];
  /** What it is thought to take, and takes unless `actualBytes` says otherwise. */
  readonly memoryBytes?: number;
  readonly actualBytes?: number;
  readonly keepAliveMs?: number;
  readonly turn?: FakeTurn;
  /** In what it differs from the fake engine once it is loaded. */
  readonly info?: Partial<ModelInfo>;
}

/** One that can die, and tells whether it was closed. */
export class MortalEngine extends FakeEngine {
  readonly memoryBytes: number;
  readonly #death = Promise.withResolvers<QwenError>();
  override readonly failed = this.#death.promise;
  isClosed = false;

  constructor({ id, turn = {}, info }: FakeModel, memoryBytes: number) {
    super(turn, id, 8, info);
    this.memoryBytes = memoryBytes;
  }

  override get status(): EngineStatus {
    return { ...super.status, memoryBytes: this.memoryBytes };
  }

  die(error: QwenError): void {
    this.#death.resolve(error);
  }

  override async close(): Promise<void> {
    this.isClosed = true;
  }
}

interface Load {
  readonly id: string;
  readonly signal: AbortSignal;
  readonly progress: (progress: LoadProgress) => void;
  /** @param fault what it fails with, instead of loading */
  readonly end: (fault?: unknown) => void;
}

/** Models that load when a test says so, or at once. */
export class FakeCatalog implements ModelCatalog {
  models: readonly FakeModel[];
  /** All that were begun. */
  readonly loads: Load[] = [];
  /** All that were loaded, the latest of each model. */
  readonly engines = new Map<string, MortalEngine>();
  readonly #isManual: boolean;

  constructor(models: readonly FakeModel[], { isManual = false } = {}) {
    this.models = models;
    this.#isManual = isManual;
  }

  async list(): Promise<CatalogModel[]> {
    return this.models.map(({ actualBytes: _actual, turn: _turn, id, aliases = [], memoryBytes = 10, ...rest }) => ({
      ...rest,
      id,
      aliases,
      sizeBytes: 5,
      created: 1_700_000_000,
      memoryBytes,
    }));
  }

  async load({ id }: CatalogModel, { signal, onProgress }: CatalogLoadOptions): Promise<MortalEngine> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const end = (fault?: unknown) => (fault === undefined ? resolve() : reject(fault));
    this.loads.push({ id, signal, progress: onProgress, end });
    signal.addEventListener("abort", () => reject(signal.reason));
    if (!this.#isManual) resolve();
    await promise;
    const model = this.models.find((one) => one.id === id) ?? { id };
    const { memoryBytes = 10, actualBytes = memoryBytes } = model;
    const engine = new MortalEngine(model, actualBytes);
    this.engines.set(id, engine);
    return engine;
  }

  /** Ids of those that are loaded. */
  get loaded(): string[] {
    return [...this.engines].flatMap(([id, { isClosed }]) => (isClosed ? [] : [id]));
  }
}
