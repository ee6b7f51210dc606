import type {
  ChatMessage,
  ChatTemplateOptions,
  Conversation,
  EmbedRequest,
  EmbedResult,
  EngineStatus,
  GenerateEvent,
  GenerateRequest,
  ModelInfo,
  ModerateRequest,
  ModerateResult,
  QwenError,
  RerankRequest,
  RerankResult,
  StepTrace,
  ToolDefinition,
} from "@qwents/engine";

/** At once from an engine in this process, later from one in another. */
type Answer<T> = T | Promise<T>;

/**
 * A loaded model as the server sees it, wherever it computes: an `Engine` is one. Methods are those of `Engine`; the ones
 * that are synchronous there may be answered later.
 */
export interface ServedEngine {
  readonly info: ModelInfo;
  /** What happens right now; of another process, as it told last. */
  readonly status: EngineStatus;
  generate(request: GenerateRequest): AsyncIterable<GenerateEvent>;
  embed(request: EmbedRequest): Promise<EmbedResult>;
  rerank(request: RerankRequest): Promise<RerankResult>;
  moderate(request: ModerateRequest): Promise<ModerateResult>;
  tokenize(input: string | Conversation, options?: { readonly parseSpecial?: boolean }): Answer<number[]>;
  tokenBytes(tokenId: number): Answer<Uint8Array>;
  detokenize(tokenIds: readonly number[], options?: { readonly keepSpecial?: boolean }): Answer<string>;
  applyTemplate(
    messages: readonly ChatMessage[],
    tools?: readonly ToolDefinition[],
    options?: ChatTemplateOptions,
  ): Answer<string>;
  /** Absent where steps cannot be timed. */
  trace?(signal?: AbortSignal): AsyncIterable<StepTrace>;
  /** Told whenever another number of engines is at work. Absent where nothing is shared. */
  shareThreads?(numEngines: number): void;
  close(): Promise<void>;
  /** Resolves with the reason when it ended by itself, not by `close`: its process died, a compute thread failed. */
  readonly failed?: Promise<QwenError>;
}
