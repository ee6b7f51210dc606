import { NoSuchModelError, type ProviderV4 } from "@ai-sdk/provider";
import { builtInModelId } from "../find-model.ts";
import { QwenEmbeddingModel } from "./embedding-model.ts";
import { EnginePool, type QwenLoadOptions } from "./engine-pool.ts";
import { QwenLanguageModel } from "./language-model.ts";
import { QwenRerankingModel } from "./reranking-model.ts";

/**
 * Models of the AI SDK that run in this process. Each is named by a path, by what `qwen.ts pull` was given, or by
 * `cockpit`, the built-in one, which is the default. It is loaded by the first call; models that are named and loaded
 * alike share one engine, whatever their kind. All @throws QwenError `request/invalid` for a name that is none.
 */
export interface QwenProvider extends ProviderV4 {
  (model?: string, options?: QwenLoadOptions): QwenLanguageModel;
  languageModel(model?: string, options?: QwenLoadOptions): QwenLanguageModel;
  /** For `embed` and `embedMany`: a Qwen3-Embedding, or any model that has hidden states. */
  embedding(model?: string, options?: QwenLoadOptions): QwenEmbeddingModel;
  /** The same, by the name in the AI SDK's specification. */
  embeddingModel(model?: string, options?: QwenLoadOptions): QwenEmbeddingModel;
  /** For `rerank`: a Qwen3-Reranker. */
  reranking(model?: string, options?: QwenLoadOptions): QwenRerankingModel;
  /** The same, by the name in the AI SDK's specification. */
  rerankingModel(model?: string, options?: QwenLoadOptions): QwenRerankingModel;
  /** @throws NoSuchModelError always */
  imageModel(model: string): never;
  /** Ends all engines of this provider; the next call loads anew. Idempotent. */
  close(): Promise<void>;
}

/** A provider with engines of its own. */
export function createQwen(): QwenProvider {
  const pool = new EnginePool();
  const languageModel = (model = builtInModelId, options?: QwenLoadOptions) =>
    new QwenLanguageModel(model, pool.engine(model, options));
  const embeddingModel = (model = builtInModelId, options?: QwenLoadOptions) =>
    new QwenEmbeddingModel(model, pool.engine(model, options));
  const rerankingModel = (model = builtInModelId, options?: QwenLoadOptions) =>
    new QwenRerankingModel(model, pool.engine(model, options));
  const call: (model?: string, options?: QwenLoadOptions) => QwenLanguageModel = (model, options) =>
    languageModel(model, options);
  return Object.assign(call, {
    specificationVersion: "v4" as const,
    languageModel,
    embedding: embeddingModel,
    embeddingModel,
    reranking: rerankingModel,
    rerankingModel,
    imageModel: (modelId: string): never => {
      throw new NoSuchModelError({ modelId, modelType: "imageModel" });
    },
    close: () => pool.close(),
  });
}
