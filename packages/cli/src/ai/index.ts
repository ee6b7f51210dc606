/** Qwen models for the AI SDK, run in this process: `import { qwen } from "qwen.ts/ai"`. */
import { createQwen } from "./provider.ts";

export type { QwenLoadOptions } from "./engine-pool.ts";
export { createQwen, type QwenProvider } from "./provider.ts";
export type {
  QwenEmbeddingModelOptions,
  QwenLanguageModelOptions,
  QwenRerankingModelOptions,
} from "./provider-options.ts";

/** The provider that programs share; `createQwen` makes another. */
export const qwen = createQwen();
