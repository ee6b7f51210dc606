import type { EngineStatus, FinishReason, GenerateEvent, PromptUsage, Timings } from "@qwents/engine";
import type { UnloadReason } from "./models/model-events.ts";

/** What one sequence came to. */
export interface SequenceFigures {
  readonly promptTokens: number;
  /** Those of the prompt that the cache had. */
  readonly cachedTokens: number;
  readonly completionTokens: number;
  readonly finishReason: FinishReason;
  /** Absent where it was cut off. */
  readonly timings?: Timings;
}

/** Keeps figures over time. No figure may be named by what a request says: `model` and `route` are the server's own. */
export interface Metrics {
  /** A request was answered, or its stream began. @param route the path as the server has it, "other" if it has none */
  requestAnswered(route: string, status: number): void;
  /** A WebSocket was opened, or closed: then -1. */
  socketsChanged(by: 1 | -1): void;
  /** A sequence ended, or was cut off. */
  sequenceEnded(model: string, figures: SequenceFigures): void;
  /** Prompts were read that are not continued: to embed or to rerank. */
  promptsRead(model: string, usage: PromptUsage): void;
  /** A model was loaded. */
  modelLoaded(model: string, ms: number): void;
  /** @param reason "failed": it ended by itself */
  modelUnloaded(model: string, reason: UnloadReason | "failed"): void;
  /** A model could not be loaded. */
  modelLoadFailed(model: string): void;
  /** All figures, and what models do right now, as text. */
  expose(statuses: ReadonlyMap<string, EngineStatus>): Promise<MetricsText>;
}

/** Figures as Prometheus reads them. */
export interface MetricsText {
  readonly text: string;
  readonly contentType: string;
}

export const noMetrics: Metrics = {
  requestAnswered() {},
  socketsChanged() {},
  sequenceEnded() {},
  promptsRead() {},
  modelLoaded() {},
  modelUnloaded() {},
  modelLoadFailed() {},
  expose: async () => ({ text: "", contentType: "text/plain" }),
};

/** Adds up what a sequence takes, for one report when it ends, also if it is cut off. */
export class SequenceTally {
  readonly #report: (figures: SequenceFigures) => void;
  /** Undefined until the sequence is accepted. */
  #promptTokens: number | undefined;
  #completionTokens = 0;
  #hasEnded = false;

  constructor(report: (figures: SequenceFigures) => void) {
    this.#report = report;
  }

  take(event: GenerateEvent): void {
    if (event.type === "start") this.#promptTokens = event.promptTokens;
    else if (event.type === "text") this.#completionTokens += event.tokenIds.length;
    else if (event.type === "end")
      this.#end({ ...event.usage, finishReason: event.finishReason, timings: event.timings });
  }

  /** Nothing more comes. A prompt counts once there is an answer: how much of it was computed before is not known. */
  cut(): void {
    if (this.#promptTokens === undefined) return;
    const completionTokens = this.#completionTokens;
    const promptTokens = completionTokens > 0 ? this.#promptTokens : 0;
    this.#end({ promptTokens, cachedTokens: 0, completionTokens, finishReason: "cancelled" });
  }

  #end(figures: SequenceFigures): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#report(figures);
  }
}
