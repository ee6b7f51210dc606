import type { LoadProgress } from "@qwents/engine";
import type { ServedEngine } from "../served-engine.ts";
import type { LoadedEngine } from "./loaded-engine.ts";
import type { CatalogLoadOptions, CatalogModel } from "./model-catalog.ts";
import type { ModelEvents } from "./model-events.ts";
import type { ModelSlot } from "./model-slot.ts";
import type { Tenant } from "./plan-room.ts";

export type SlotState =
  | { readonly name: "unloaded" }
  /** Waits for memory. */
  | { readonly name: "queued" }
  | { readonly name: "loading"; readonly controller: AbortController; progress?: LoadProgress }
  | {
      readonly name: "loaded";
      readonly loaded: LoadedEngine;
      /** It takes nobody in and closes when it is idle: for others' sake, or because it was asked to. */
      leaving?: "memory" | "request" | undefined;
    }
  | { readonly name: "closing"; readonly bytes: number; readonly done: Promise<void> }
  | FailedState;

export interface FailedState {
  readonly name: "failed";
  readonly error: unknown;
  /** Of `performance.now()`: until then, nobody tries again. */
  readonly retryAtMs: number;
  /** Whether it had loaded and broke down then. */
  readonly hadLoaded: boolean;
}

/** What a slot needs of its surroundings. */
export interface SlotHost {
  readonly events: ModelEvents;
  readonly keepAliveMs: number;
  readonly maxWaiting: number;
  readonly maxWaitMs: number;
  load(model: CatalogModel, options: CatalogLoadOptions): Promise<ServedEngine>;
  /** Answered by `begin` or `refuse`, maybe at once. */
  requestRoom(slot: ModelSlot): void;
  withdraw(slot: ModelSlot): void;
  /** A model came to be used, or is used no more. */
  usesChanged(): void;
  /** Memory was given back, or could be taken back now. */
  changed(): void;
}

const firstBackoffMs = 1000;
const longestBackoffMs = 60_000;

/** @param numFailures those before, one after the other */
export function failedState(error: unknown, numFailures: number): FailedState {
  const backoffMs = Math.min(longestBackoffMs, firstBackoffMs * 2 ** numFailures);
  return { name: "failed", error, retryAtMs: performance.now() + backoffMs, hadLoaded: false };
}

interface TenantOptions {
  readonly loadingBytes: number;
  /** Whether somebody waits for it to be loaded. */
  readonly isAwaited: boolean;
  readonly stays: boolean;
}

export function tenantOf(state: SlotState, { loadingBytes, isAwaited, stays }: TenantOptions): Tenant {
  if (state.name === "loaded") {
    const { engine, isHeld, lastUsedMs } = state.loaded;
    return { bytes: engine.status.memoryBytes, use: isHeld ? "busy" : "idle", lastUsedMs, stays };
  }
  if (state.name === "loading") {
    return { bytes: loadingBytes, use: isAwaited ? "busy" : "idle", lastUsedMs: performance.now(), stays };
  }
  return { bytes: state.name === "closing" ? state.bytes : 0, use: "leaving", lastUsedMs: 0, stays };
}
