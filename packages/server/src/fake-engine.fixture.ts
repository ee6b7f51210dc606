import {
  type ChatMessage,
  type ChatTemplateOptions,
  type Conversation,
  defaultSampling,
  type EmbedRequest,
  type EmbedResult,
  type Engine,
  type EngineStatus,
  type FinishReason,
  type GenerateEvent,
  type GenerateRequest,
  type ModelInfo,
  type ModerateRequest,
  type ModerateResult,
  type PromptLogprob,
  type QwenError,
  type RecentActivity,
  type RerankRequest,
  type RerankResult,
  type StepTrace,
  type TokenLogprob,
  type ToolDefinition,
} from "@qwents/engine";

/** What a scripted generation does, one token a piece. */
export interface FakeTurn {
  readonly pieces?: readonly string[];
  /** Pieces that are thinking, before the others. */
  readonly thinking?: readonly string[];
  /** Before each piece. */
  readonly delayMs?: number;
  /** Never comes: the generation hangs after this many pieces until it is cancelled. */
  readonly hangAfter?: number;
  /** Thrown instead of accepting the request. */
  readonly refusal?: unknown;
  /** Thrown after the pieces, in the place of an end. */
  readonly fault?: unknown;
  readonly finishReason?: FinishReason;
  /** The stop string that ends it. */
  readonly stop?: string;
}

const info: ModelInfo = {
  id: "fake-qwen",
  multiTokenPrediction: false,
  architecture: "qwen3",
  container: "gguf",
  numParameters: 1000,
  sizeBytes: 4000,
  formats: [["F32", 1]],
  vocabSize: 1000,
  hiddenSize: 64,
  head: "vocabulary",
  labels: [],
  pooling: "last",
  promptNames: [],
  unusedTensors: [],
  notes: [],
  maxPositionEmbeddings: 4096,
  contextLength: 2048,
  maxSequences: 8,
  backend: "fake",
  hasChatTemplate: true,
  takesTools: true,
  hasReasoningEffort: false,
  toolCallStyle: "json",
  isGuard: false,
  fillsGaps: true,
  sampling: defaultSampling,
  samplingModes: { answering: defaultSampling },
};

const recent: RecentActivity = {
  windowMs: 10_000,
  steps: 4,
  busyMs: 100,
  meanStepMs: 25,
  meanStepTokens: 3,
  meanStepSequences: 2,
  promptTokens: 8,
  generatedTokens: 4,
  promptTokensPerSecond: 80,
  generatedTokensPerSecond: 40,
  begunPromptTokens: 10,
  cachedPromptTokens: 2,
};

/** An engine without a model: it plays a script, keeps count, and obeys signals as the real one does. */
export class FakeEngine implements Engine {
  readonly info: ModelInfo;
  readonly requests: GenerateRequest[] = [];
  readonly embedRequests: EmbedRequest[] = [];
  readonly rerankRequests: RerankRequest[] = [];
  /** What reading a prompt, to embed or to rerank, does. */
  reading: Pick<FakeTurn, "refusal" | "delayMs"> = {};
  readonly #script: (request: GenerateRequest) => FakeTurn;
  readonly #maxSequences: number;
  /** As many engines as it was told are at work. */
  numSharing = 1;
  /** Generations that were ended from outside. */
  numCancelled = 0;
  /** Pieces handed out so far, over all generations. */
  numPieces = 0;
  #running = 0;

  constructor(
    script: FakeTurn | ((request: GenerateRequest) => FakeTurn),
    id = info.id,
    maxSequences = 8,
    more: Partial<ModelInfo> = {},
  ) {
    this.info = { ...info, id, maxSequences, ...more };
    this.#script = typeof script === "function" ? script : () => script;
    this.#maxSequences = maxSequences;
  }

  get status(): EngineStatus {
    const runningSequences = Math.min(this.#running, this.#maxSequences);
    return {
      maxStepTokens: 512,
      runningSequences,
      waitingSequences: this.#running - runningSequences,
      memoryBytes: 4000,
      cacheBlocksUsed: this.#running,
      cacheBlocksKept: 3,
      cacheBlocksTotal: 100,
      checkpointsKept: 1,
      checkpointsTotal: 4,
      sequences: Array.from({ length: runningSequences }, () => ({
        promptTokens: 5,
        contextTokens: 6,
        maxTokens: 20,
      })),
      recent,
    };
  }

  async *generate(request: GenerateRequest): AsyncGenerator<GenerateEvent, void> {
    this.requests.push(request);
    const turn = this.#script(request);
    if (turn.refusal !== undefined) throw turn.refusal;
    this.#running++;
    let hasEnded = false;
    try {
      const promptTokens = promptLength(request);
      yield { type: "start", promptTokens };
      if (request.promptLogprobs !== undefined) yield { type: "prompt", logprobs: promptLogprobs(request) };
      const finishReason = yield* this.#play(turn, request);
      hasEnded = finishReason !== "cancelled";
      const completionTokens = (turn.thinking?.length ?? 0) + (turn.pieces?.length ?? 0);
      yield {
        type: "end",
        finishReason,
        ...(turn.stop !== undefined && { stop: turn.stop }),
        usage: {
          promptTokens,
          cachedTokens: 1,
          completionTokens,
          reasoningTokens: turn.thinking?.length ?? 0,
          draftTokens: 5,
          acceptedDraftTokens: 2,
          cache: { hitTokens: 1, matchedTokens: 2, reason: "made up" },
        },
        timings: { queuedMs: 1, promptMs: 10, generationMs: 20 },
      };
    } finally {
      this.#running--;
      if (!hasEnded) this.numCancelled++;
    }
  }

  async *#play(turn: FakeTurn, request: GenerateRequest): AsyncGenerator<GenerateEvent, FinishReason> {
    const { thinking = [], pieces = [], hangAfter = Number.POSITIVE_INFINITY } = turn;
    for (const [index, text] of [...thinking, ...pieces].entries()) {
      const delayMs = index >= hangAfter ? 2 ** 30 : (turn.delayMs ?? 0);
      if (await isAborted(delayMs, request.signal)) return "cancelled";
      this.numPieces++;
      yield {
        type: "text",
        channel: index < thinking.length ? "reasoning" : "content",
        text,
        tokenIds: [index],
        ...(request.topLogprobs === undefined ? {} : { logprobs: [logprob(text, index, request.topLogprobs)] }),
      };
    }
    if (turn.fault !== undefined) throw turn.fault;
    return turn.finishReason ?? "stop";
  }

  /** An input's vector is its place and 0.5. */
  async embed(request: EmbedRequest): Promise<EmbedResult> {
    this.embedRequests.push(request);
    const { input } = request;
    const isOne = typeof input === "string" || typeof input[0] === "number";
    await this.#read(request.signal);
    const embeddings = Array.from({ length: isOne ? 1 : input.length }, (_, i) => Float32Array.of(i, 0.5));
    return { embeddings, usage: { promptTokens: 7, cachedTokens: 2 } };
  }

  /** The longer a document, the better. */
  async rerank(request: RerankRequest): Promise<RerankResult> {
    this.rerankRequests.push(request);
    const { documents, topN } = request;
    await this.#read(request.signal);
    const results = documents.map(({ length }, index) => ({ index, score: length / 100 }));
    const best = results.sort((a, b) => b.score - a.score).slice(0, topN);
    return { results: best, usage: { promptTokens: 9, cachedTokens: 3 } };
  }

  /** Whoever says "knife" is unsafe. */
  async moderate(request: ModerateRequest): Promise<ModerateResult> {
    await this.#read(request.signal);
    const isUnsafe = "messages" in request && request.messages.at(-1)?.content?.includes("knife");
    const usage = { promptTokens: 5, cachedTokens: 1 };
    const [safety, risk] = isUnsafe ? (["Unsafe", 0.75] as const) : (["Safe", 0.125] as const);
    const token = { tokenId: 5, position: 3, safety, probability: 0.75, risk, category: "Violent" };
    return { safety, categories: isUnsafe ? ["Violent"] : [], risk, tokens: [token], usage };
  }

  async #read(signal: AbortSignal | undefined): Promise<void> {
    if (this.reading.refusal !== undefined) throw this.reading.refusal;
    this.#running++;
    const wasAborted = await isAborted(this.reading.delayMs ?? 0, signal);
    this.#running--;
    if (!wasAborted) return;
    this.numCancelled++;
    throw signal?.reason;
  }

  /** Conversations are tokenized as `applyTemplate` has them. */
  tokenize(input: string | Conversation): number[] {
    const text = typeof input === "string" ? input : this.applyTemplate(input.messages);
    return [...text].map((character) => character.codePointAt(0) as number);
  }

  detokenize(tokenIds: readonly number[]): string {
    return charactersOf(tokenIds);
  }

  tokenBytes(tokenId: number): Uint8Array {
    return new TextEncoder().encode(this.detokenize([tokenId]));
  }

  applyTemplate(
    messages: readonly ChatMessage[],
    tools: readonly ToolDefinition[] = [],
    { addGenerationPrompt = true }: ChatTemplateOptions = {},
  ): string {
    const turns = messages.map(({ role, content }) => `${role}:${content}`);
    return [...tools.map(({ name }) => `tool:${name}`), ...turns, ...(addGenerationPrompt ? ["assistant:"] : [])].join(
      "|",
    );
  }

  /** It never does. */
  readonly failed: Promise<QwenError> = new Promise<never>(() => {});

  async *trace(signal?: AbortSignal): AsyncGenerator<StepTrace, void> {
    const spans: StepTrace["spans"] = [
      { op: "plan", startUs: 0, durationUs: 100 },
      { op: "linear", name: "mlp.up_proj", layer: 0, startUs: 100, durationUs: 800, bytes: 4000, flops: 2000 },
    ];
    const counts = { numTokens: 1, numPromptTokens: 0, numSequences: 1, numGenerated: 1 };
    for (let step = 1; !(await isAborted(1, signal)); step++) {
      yield { step, startedAt: Date.now(), durationUs: 1000, ...counts, spans };
    }
  }

  shareThreads(numEngines: number): void {
    this.numSharing = numEngines;
  }

  async close(): Promise<void> {}
}

function promptLength(request: GenerateRequest): number {
  if ("prompt" in request) return request.prompt.length;
  if ("tokenIds" in request) return request.tokenIds.length;
  if ("fill" in request) return request.fill.prefix.length + request.fill.suffix.length;
  return request.messages.reduce((length, { content }) => length + (content?.length ?? 0), 0);
}

function logprob(text: string, tokenId: number, numTop: number): TokenLogprob {
  const token = { tokenId, text, bytes: new TextEncoder().encode(text), logprob: -0.5 };
  const top = Array.from({ length: numTop }, (_, i) => ({
    tokenId: i,
    text: `t${i}`,
    bytes: new TextEncoder().encode(`t${i}`),
    logprob: i === 0 ? -0.5 : Number.NEGATIVE_INFINITY,
  }));
  return { ...token, top };
}

/** Any number may be a token id. */
function charactersOf(tokenIds: readonly number[]): string {
  return tokenIds.map((id) => (id > 0x10ffff ? "\ufffd" : String.fromCodePoint(id))).join("");
}

/** A token a character. */
function promptLogprobs(request: GenerateRequest): PromptLogprob[] {
  const ids = "tokenIds" in request ? charactersOf(request.tokenIds) : "chat";
  const text = "prompt" in request ? request.prompt : ids;
  const tokens = [...text].map((character, i) => {
    const token = logprob(character, character.codePointAt(0)!, request.promptLogprobs!);
    return i === 0 ? { ...token, logprob: null, rank: null, top: [] } : { ...token, rank: 7 };
  });
  return tokens.slice(request.promptLogprobsFrom ?? 0);
}

/** Waits, no longer than until the signal. Always lets others run, as a real engine's step does. */
function isAborted(delayMs: number, signal: AbortSignal | undefined): Promise<boolean> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve(true);
    const stop = () => {
      clearTimeout(timer);
      resolve(true);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve(false);
    }, delayMs);
    signal?.addEventListener("abort", stop, { once: true });
  });
}
