import type { LoadProgress, ModelInfo } from "@qwents/engine";
import type { ServedEngine } from "../served-engine.ts";

/** A model that can be loaded. */
export interface CatalogModel {
  /** What requests call it. */
  readonly id: string;
  /** What else they may call it; "default" is what they mean where they name none. */
  readonly aliases: readonly string[];
  /** Of its files. */
  readonly sizeBytes: number;
  /** Seconds since 1970: since when it can be asked for. */
  readonly created: number;
  /** What it takes of the memory once it is loaded, about. */
  readonly memoryBytes: number;
  /** How long it stays loaded when nobody uses it; default: as the server was told. */
  readonly keepAliveMs?: number;
  /** As its files name it. */
  readonly license?: string;
  /** Whether the library can delete it. */
  readonly isRemovable?: boolean;
  /** As far as it is known without loading. */
  readonly info?: Partial<ModelInfo>;
}

/** To show how far loading is, and to stop it. */
export interface CatalogLoadOptions {
  readonly onProgress: (progress: LoadProgress) => void;
  readonly signal: AbortSignal;
}

/** What a server can load: the only place where names of requests are looked up. */
export interface ModelCatalog {
  /** Asked whenever a request names what is not loaded, so it should not take long. The first model is the default. */
  list(): Promise<readonly CatalogModel[]>;
  /** @throws what loading fails with; the signal's reason when aborted */
  load(model: CatalogModel, options: CatalogLoadOptions): Promise<ServedEngine>;
}
