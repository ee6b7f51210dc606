import type { EmbedRequest, EmbedResult } from "./embed.ts";
import type { Engine, EngineStatus, ModelInfo, StepTrace } from "./engine.ts";
import type { QwenError } from "./errors.ts";
import type { Conversation, GenerateEvent, GenerateRequest } from "./generate.ts";
import { GenerationStream } from "./generation-stream.ts";
import type { ModerateRequest, ModerateResult } from "./moderate.ts";
import { requireTemplate, requireTokenizer } from "./request-prompt.ts";
import type { RerankRequest, RerankResult } from "./rerank.ts";
import { embedInputs } from "./retrieval/embed-inputs.ts";
import { moderateTokens } from "./retrieval/moderate-tokens.ts";
import { rerankDocuments } from "./retrieval/rerank-documents.ts";
import { type GenerationHost, startGeneration } from "./start-generation.ts";
import type { ChatTemplate } from "./text/chat-template.ts";
import { encodeChat } from "./text/encode-chat.ts";
import type { DecodeOptions, EncodeOptions } from "./text/tokenizer.ts";

/** The engine of a model that is loaded: hands requests to the step loop and texts to the tokenizer. */
export class RunningEngine implements Engine {
  readonly #host: GenerationHost;

  constructor(host: GenerationHost) {
    this.#host = host;
  }

  get info(): ModelInfo {
    return this.#host.info;
  }

  get status(): EngineStatus {
    return this.#host.loop.status;
  }

  get failed(): Promise<QwenError> {
    return this.#host.loop.failed;
  }

  generate(request: GenerateRequest): AsyncIterable<GenerateEvent> {
    const start = () => new GenerationStream((events) => startGeneration(this.#host, request, events));
    return { [Symbol.asyncIterator]: start };
  }

  async embed(request: EmbedRequest): Promise<EmbedResult> {
    return embedInputs(this.#host, request);
  }

  async rerank(request: RerankRequest): Promise<RerankResult> {
    return rerankDocuments(this.#host, request);
  }

  async moderate(request: ModerateRequest): Promise<ModerateResult> {
    return moderateTokens(this.#host, request);
  }

  tokenize(input: string | Conversation, options?: Pick<EncodeOptions, "parseSpecial">): number[] {
    const tokenizer = requireTokenizer(this.#host.text);
    if (typeof input === "string") return tokenizer.encode(input, options);
    return encodeChat(requireTemplate(this.#host.text), tokenizer, input.messages, input.tools, input.template);
  }

  tokenBytes(tokenId: number): Uint8Array {
    return requireTokenizer(this.#host.text).tokenBytes(tokenId).slice();
  }

  detokenize(tokenIds: readonly number[], options?: DecodeOptions): string {
    return requireTokenizer(this.#host.text).decode(tokenIds, options);
  }

  applyTemplate(...conversation: Parameters<ChatTemplate["render"]>): string {
    return requireTemplate(this.#host.text).render(...conversation);
  }

  trace(signal?: AbortSignal): AsyncIterable<StepTrace> {
    return this.#host.loop.trace(signal);
  }

  shareThreads(numEngines: number): void {
    this.#host.loop.shareThreads(numEngines);
  }

  close(): Promise<void> {
    return this.#host.loop.close();
  }
}
