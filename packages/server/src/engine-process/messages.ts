import type {
  EngineStatus,
  GenerateEvent,
  GenerateRequest,
  LoadOptions,
  LoadProgress,
  ModelInfo,
} from "@qwents/engine";
import type { ServedEngine } from "../served-engine.ts";
import type { Failure } from "./failure.ts";

/** Options of loading that another process can be told. */
export type ProcessLoadOptions = Omit<LoadOptions, "onProgress" | "signal">;

type WithoutSignal<T> = T extends unknown ? Omit<T, "signal"> : never;

/** What of a request another process can be told. */
export type GenerateData = WithoutSignal<GenerateRequest>;

/** Methods of an engine that answer once. */
export type AskedMethod = "embed" | "rerank" | "moderate" | "tokenize" | "tokenBytes" | "detokenize" | "applyTemplate";

export type Ask =
  | {
      readonly [M in AskedMethod]: {
        readonly kind: "ask";
        readonly call: number;
        readonly method: M;
        readonly args: Parameters<ServedEngine[M]>;
      };
    }[AskedMethod]
  | AskTrace;

/** The next of the engine's traces: each is asked for by itself, as steps are timed only when somebody waits. */
export interface AskTrace {
  readonly kind: "ask";
  readonly call: number;
  readonly method: "nextTrace";
  readonly args: readonly [];
}

/** What an engine's process is told. `load` comes first, the others once it is loaded; a `call` is a number of its own. */
export type ToEngine =
  | { readonly kind: "load"; readonly path: string; readonly options: ProcessLoadOptions }
  | {
      readonly kind: "generate";
      readonly call: number;
      readonly request: GenerateData;
      /** Events that may be told before the reader takes any. */
      readonly window: number;
      /** Whether the request's signal is aborted already. */
      readonly isAborted: boolean;
    }
  /** Readers took events: as many more may be told, by call. */
  | { readonly kind: "more"; readonly events: ReadonlyMap<number, number> }
  | Ask
  /** The call's signal was aborted. A generation still ends with its last event. */
  | { readonly kind: "cancel"; readonly call: number }
  /** Nobody reads this generation any more. */
  | { readonly kind: "drop"; readonly call: number }
  /** So many engines are at work. */
  | { readonly kind: "share"; readonly numEngines: number }
  /** To be answered at once. */
  | { readonly kind: "ping" }
  /** Close the engine and end. */
  | { readonly kind: "close" };

/** What an engine's process tells, in lists of what came up together. */
export type FromEngine =
  | { readonly kind: "progress"; readonly progress: LoadProgress }
  /** Loading ended, in one way or the other. */
  | { readonly kind: "ready"; readonly info: ModelInfo; readonly status: EngineStatus }
  | { readonly kind: "refused"; readonly failure: Failure }
  | { readonly kind: "event"; readonly call: number; readonly event: GenerateEvent }
  /** No event follows. */
  | { readonly kind: "over"; readonly call: number }
  | { readonly kind: "answer"; readonly call: number; readonly value: unknown }
  | { readonly kind: "failed"; readonly call: number; readonly failure: Failure }
  | { readonly kind: "status"; readonly status: EngineStatus }
  | { readonly kind: "pong" }
  /** The engine broke down and takes no more calls. Said last. */
  | { readonly kind: "broken"; readonly failure: Failure };
