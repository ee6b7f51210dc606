import type { RerankingModelV4, RerankingModelV4CallOptions, RerankingModelV4Result } from "@ai-sdk/provider";
import type { SharedEngine } from "./engine-pool.ts";
import { present, rerankingModelOptions } from "./provider-options.ts";

/** Says how well documents fit a query, in this process. */
export class QwenRerankingModel implements RerankingModelV4 {
  readonly specificationVersion = "v4";
  readonly provider = "qwen";
  readonly modelId: string;
  readonly #engine: SharedEngine;

  constructor(modelId: string, engine: SharedEngine) {
    this.modelId = modelId;
    this.#engine = engine;
  }

  /** Scores from 0 to 1, the best first. @throws QwenError as `loadEngine` and `engine.rerank`; the signal's reason */
  async doRerank({
    documents,
    query,
    topN,
    abortSignal: signal,
    providerOptions,
  }: RerankingModelV4CallOptions): Promise<RerankingModelV4Result> {
    const options = rerankingModelOptions(providerOptions);
    const texts = documents.type === "text" ? documents.values : documents.values.map((each) => JSON.stringify(each));
    const request = { query, documents: texts, ...options, ...present({ topN, signal }) };
    const { results, modelId } = await this.#engine.use(
      async (engine) => ({ ...(await engine.rerank(request)), modelId: engine.info.id }),
      signal,
    );
    return {
      ranking: results.map(({ index, score }) => ({ index, relevanceScore: score })),
      warnings:
        documents.type === "text"
          ? []
          : [{ type: "compatibility", feature: "object documents", details: "The model reads them as JSON." }],
      response: { id: crypto.randomUUID(), timestamp: new Date(), modelId },
    };
  }

  /** As a language model's. */
  async close(): Promise<void> {
    await this.#engine.close();
  }
}
