import type { EmbedRequest, EmbedResult, Pooling } from "./embed.ts";
import type { QwenError } from "./errors.ts";
import type { Conversation, GenerateEvent, GenerateRequest } from "./generate.ts";
import type { BackendName } from "./kernels/index.ts";
import type { CacheType } from "./kernels/ops.ts";
import type { GuardLabels } from "./models/guard-head.ts";
import type { ModerateRequest, ModerateResult } from "./moderate.ts";
import type { FirstTokenTimes, RecentActivity } from "./monitoring/step-meter.ts";
import type { StepTrace } from "./monitoring/step-trace.ts";
import type { RerankRequest, RerankResult } from "./rerank.ts";
import type { SamplingOptions } from "./sampling/sampling-options.ts";
import type { ChatMessage, ChatTemplateOptions, ToolCallStyle, ToolDefinition } from "./text/chat-template.ts";
import type { ThinkingMode } from "./text/generations/generation.ts";

export type { OpName, StepPhase, TraceSpan } from "./monitoring/step-trace.ts";
export type { BackendName, CacheType, FirstTokenTimes, RecentActivity, StepTrace, ThinkingMode };

/** How a model is loaded, and how much of the machine it may take. */
export interface LoadOptions {
  /** What the model is called, on the wire too; default: the base name of its file or folder. */
  readonly id?: string;
  /** Default "wasm"; "reference" is plain TypeScript, slow, and right by definition. */
  readonly backend?: BackendName;
  /** Compute threads; default: the machine's cores, at most 16. */
  readonly numThreads?: number;
  /** Longest sequence in tokens; default: the model's own limit, or what fits into memory. */
  readonly contextLength?: number;
  /** Sequences computed together; further requests wait. Default 8. */
  readonly maxSequences?: number;
  /** Number type of cached keys and values. Default "F16"; "Q8_0", 8 bits, holds nearly twice as much in the same memory. */
  readonly cacheType?: CacheType;
  /** Whether prompts that begin alike share what was computed of it, also later, as long as there is room. Default true. */
  readonly prefixCache?: boolean;
  /**
   * Bytes that keys, values and states of sequences may take, as far as `contextLength` does not ask for more. Default: a
   * quarter of the machine's memory.
   */
  readonly cacheBytes?: number;
  /**
   * Bytes for state checkpoints of models with linear attention (Qwen3-Next, 3.5 and later), from which prompts that begin
   * alike go on; 0: each is computed from its start. Default: up to half of what caches may take.
   */
  readonly checkpointBytes?: number;
  /**
   * Whether to guess tokens from what stands in a sequence before, several a step, where that pays. It changes the speed
   * alone: a guess counts when it is what is sampled. Default true.
   */
  readonly promptLookup?: boolean;
  /**
   * Whether a draft block that comes with the model (multi-token prediction, Qwen3-Next and 3.5 on) is loaded, and guesses
   * tokens where that pays. It, too, changes the speed alone. Default true.
   */
  readonly multiTokenPrediction?: boolean;
  /**
   * Whether V8 may use 256-bit instructions for the kernels, which reads prompts about 1.7 times as fast on x64. That is an
   * experimental flag of V8, set for the whole process, in Node 24 or later; a product is checked first. Default true.
   */
  readonly wideVectors?: boolean;
  readonly onProgress?: (progress: LoadProgress) => void;
  /** Aborted, loading ends and rejects with its reason. */
  readonly signal?: AbortSignal;
}

/** How far loading is. The tokenizer is read while weights are. */
export interface LoadProgress {
  readonly phase: "header" | "tokenizer" | "weights" | "ready";
  /** Of the weights. */
  readonly loadedBytes: number;
  readonly totalBytes: number;
}

/** What an engine tells of the model that it has loaded. */
export interface ModelInfo {
  /** Base name of the file or folder, unless it was loaded under another name. */
  readonly id: string;
  readonly architecture: string;
  readonly container: "gguf" | "safetensors";
  readonly numParameters: number;
  /** Bytes of the weights in the file(s). */
  readonly sizeBytes: number;
  /** Share of the weights' bytes by format, largest first, e.g. [["Q4_K", 0.8], …]. */
  readonly formats: readonly (readonly [string, number])[];
  readonly vocabSize: number;
  /** Numbers of a hidden state, and of an embedding. */
  readonly hiddenSize: number;
  /** "vocabulary": it generates. "classifier": it only reranks. "guard": it judges each token. "none": it only embeds. */
  readonly head: "vocabulary" | "classifier" | "guard" | "none";
  /** Of a classifier. */
  readonly labels: readonly string[];
  /** Of a guard that judges each token, as Qwen3Guard-Stream: what `moderate` can say. */
  readonly guardLabels?: GuardLabels;
  /** How embeddings are pooled; absent when the files ask for what cannot be computed. */
  readonly pooling?: Pooling;
  /** Prompts for texts to embed that the model's files name. */
  readonly promptNames: readonly string[];
  /** Whether a draft block of the model guesses tokens. */
  readonly multiTokenPrediction: boolean;
  /** Names of tensors in the file that the architecture has no use for. */
  readonly unusedTensors: readonly string[];
  /** For people: formats that are kept as others in memory, tensors that are not used, a chat template that is not the files'. */
  readonly notes: readonly string[];
  /** What the model was made for, in tokens. */
  readonly maxPositionEmbeddings: number;
  /** What this engine was loaded with, in tokens. */
  readonly contextLength: number;
  /** How many sequences this engine computes together; others wait. */
  readonly maxSequences: number;
  /** For people, e.g. "wasm, 2 threads, relaxed SIMD, wide vectors". */
  readonly backend: string;
  readonly hasChatTemplate: boolean;
  /** Whether a request may offer tools: the chat template has a place for them. */
  readonly takesTools: boolean;
  /** Whether a request can say how much to think: the chat template knows of degrees. */
  readonly hasReasoningEffort: boolean;
  /** How the model writes tool calls; `ToolCallSplitter` and `parseToolCalls` want to know. */
  readonly toolCallStyle: ToolCallStyle;
  /** Whether it judges texts: by its answers, as Qwen3Guard-Gen, whose chat template asks for them, or token by token. */
  readonly isGuard: boolean;
  /** Whether it can be asked to fill a gap: the vocabulary has the tokens for it. */
  readonly fillsGaps: boolean;
  /** What generation uses when a request says nothing, not even whether to think. */
  readonly sampling: SamplingOptions;
  /** The same by what the prompt has the model do; a mode that it does not have is absent. */
  readonly samplingModes: Readonly<Partial<Record<ThinkingMode, SamplingOptions>>>;
}

/** What happens right now. */
export interface EngineStatus {
  /** Tokens that a step computes at most; `ModelInfo.maxSequences` says how many sequences. */
  readonly maxStepTokens: number;
  readonly runningSequences: number;
  readonly waitingSequences: number;
  readonly memoryBytes: number;
  /** Blocks of the key-value cache that running requests have. */
  readonly cacheBlocksUsed: number;
  /** Blocks of past requests, kept for those that begin alike until their room is needed. */
  readonly cacheBlocksKept: number;
  readonly cacheBlocksTotal: number;
  /** State checkpoints of models with linear attention, to go on from; 0 for others. */
  readonly checkpointsKept: number;
  readonly checkpointsTotal: number;
  /** Those that are running. */
  readonly sequences: readonly RunningSequence[];
  readonly recent: RecentActivity;
  /** Absent before the first answer. */
  readonly firstTokens?: FirstTokenTimes;
}

/** How long a sequence is, in tokens. */
export interface RunningSequence {
  readonly promptTokens: number;
  /** Prompt and answer so far. */
  readonly contextTokens: number;
  /** What it may grow to. */
  readonly maxTokens: number;
}

/** A loaded model. Any number of `generate` calls may run at once: their tokens are computed together, step by step. */
export interface Engine {
  readonly info: ModelInfo;
  readonly status: EngineStatus;
  /**
   * Generates until a stop, a limit or the signal. Ending the iteration early (break, return) cancels.
   * @throws QwenError on first `next()`: `request/context-too-long`, `request/invalid`, `template/rejected`, …
   */
  generate(request: GenerateRequest): AsyncIterable<GenerateEvent>;
  /**
   * Texts, or token ids, as vectors: pooled as the model's files say, by default the last token's state behind the final
   * norm; the model's end token is appended where it is not there yet. Any model embeds; those made for it do it well.
   * @throws QwenError `request/invalid`, `request/context-too-long`, `request/wrong-model`, `tokenizer/missing`,
   * `model/bad-logits`, `engine/closed`; the signal's reason when aborted
   */
  embed(request: EmbedRequest): Promise<EmbedResult>;
  /**
   * How well documents fit a query: the model is asked of each, in Qwen3-Reranker's words or its own template's, and its
   * probability of "yes" over "no" is the score.
   * @throws QwenError as `embed`, and `template/bad-template`; the signal's reason when aborted
   */
  rerank(request: RerankRequest): Promise<RerankResult>;
  /**
   * Whether a message is safe, token by token, by a model with heads for it, such as Qwen3Guard-Stream.
   * @throws QwenError `request/invalid`, `request/context-too-long`, `request/wrong-model`, `tokenizer/missing`,
   * `template/…`, `model/bad-logits`, `engine/closed`; the signal's reason when aborted
   */
  moderate(request: ModerateRequest): Promise<ModerateResult>;
  /**
   * Token ids of text, or of the prompt that a conversation becomes. `parseSpecial` (default false) reads control tokens
   * such as <|im_end|> in a text as themselves; of a conversation, only those that the template writes.
   * @throws QwenError `tokenizer/missing`; of conversations, also as `applyTemplate`
   */
  tokenize(input: string | Conversation, options?: { readonly parseSpecial?: boolean }): number[];
  /** The bytes that a token stands for (a control token: its name). @throws QwenError `tokenizer/missing`, `request/invalid` */
  tokenBytes(tokenId: number): Uint8Array;
  /** Text of token ids; control tokens are left out unless `keepSpecial`. */
  detokenize(tokenIds: readonly number[], options?: { readonly keepSpecial?: boolean }): string;
  /** The prompt that `messages` become. @throws QwenError `template/missing`, `template/rejected` */
  applyTemplate(
    messages: readonly ChatMessage[],
    tools?: readonly ToolDefinition[],
    options?: ChatTemplateOptions,
  ): string;
  /**
   * Resolves with the reason when the engine broke down by itself, say because a compute thread died, which shows with the
   * next step. All that was running has failed then, and nothing else is taken: close it, load the model again.
   */
  readonly failed: Promise<QwenError>;
  /**
   * What the time of steps goes into, op by op. A step is timed only when somebody waits for the next trace as it begins,
   * and is a little slower then; a reader that takes its time misses steps, and none is kept for it. Ends with the signal,
   * or when the engine is closed.
   */
  trace(signal?: AbortSignal): AsyncIterable<StepTrace>;
  /**
   * Tells that so many engines are at work on this machine, itself included: each then computes with its part of its
   * threads. Answers stay the same. Default 1: with all of them.
   */
  shareThreads(numEngines: number): void;
  /** Fails what is running with `engine/closed`, stops threads, lets go of memory. Idempotent. */
  close(): Promise<void>;
}
