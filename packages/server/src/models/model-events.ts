/** Why a model was unloaded: nobody used it, others needed its memory, somebody asked for it, its server ended. */
export type UnloadReason = "expired" | "memory" | "request" | "shutdown";

/** What becomes of models. */
export interface ModelEvents {
  loaded(model: string, ms: number): void;
  unloaded(model: string, reason: UnloadReason): void;
  /** It could not be loaded. */
  loadFailed(model: string, error: unknown): void;
  /** It was loaded and ended by itself. */
  crashed(model: string, error: unknown): void;
}

export const noModelEvents: ModelEvents = { loaded() {}, unloaded() {}, loadFailed() {}, crashed() {} };
