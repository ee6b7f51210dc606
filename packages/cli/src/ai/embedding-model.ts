import type { EmbeddingModelV4, EmbeddingModelV4CallOptions, EmbeddingModelV4Result } from "@ai-sdk/provider";
import type { SharedEngine } from "./engine-pool.ts";
import { embeddingModelOptions, present } from "./provider-options.ts";

/** Turns texts into vectors, in this process. */
export class QwenEmbeddingModel implements EmbeddingModelV4 {
  readonly specificationVersion = "v4";
  readonly provider = "qwen";
  readonly modelId: string;
  /** What one request to the engine takes. */
  readonly maxEmbeddingsPerCall = 2048;
  readonly supportsParallelCalls = true;
  readonly #engine: SharedEngine;

  constructor(modelId: string, engine: SharedEngine) {
    this.modelId = modelId;
    this.#engine = engine;
  }

  /** Vectors of length (L2 norm) 1. @throws QwenError as `loadEngine` and `engine.embed`; the signal's reason */
  async doEmbed({
    values,
    dimensions,
    abortSignal: signal,
    providerOptions,
  }: EmbeddingModelV4CallOptions): Promise<EmbeddingModelV4Result> {
    const options = embeddingModelOptions(providerOptions);
    const request = { input: values, ...options, ...present({ dimensions, signal }) };
    const { embeddings, usage } = await this.#engine.use((engine) => engine.embed(request), signal);
    return {
      embeddings: embeddings.map((embedding) => [...embedding]),
      usage: { tokens: usage.promptTokens },
      providerMetadata: { qwen: { cachedTokens: usage.cachedTokens } },
      warnings: [],
    };
  }

  /** As a language model's. */
  async close(): Promise<void> {
    await this.#engine.close();
  }
}
