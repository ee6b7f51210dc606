import * as z from "zod";
import { boundedArray } from "../bounded-array.ts";
import { maxInputs } from "../embeddings.ts";
import type { Operation } from "../openapi/operation.ts";
import { metricsFields, modelFields } from "./common.ts";

/**
 * `POST /api/embed`
 * @see https://docs.ollama.com/api/embed
 */
export const ollamaEmbedRequestSchema = z.strictObject({
  ...modelFields,
  input: z.union([z.string(), boundedArray(z.string(), maxInputs)]),
  truncate: z.boolean().nullish().describe("Whether a text longer than the context loses its end. Default true."),
  dimensions: z.int().min(0).nullish().describe("0: all."),
});

export type OllamaEmbedRequest = z.input<typeof ollamaEmbedRequestSchema>;

export const ollamaEmbedResponseSchema = z.object({
  model: z.string(),
  embeddings: z.array(z.array(z.number())),
  total_duration: metricsFields.total_duration,
  load_duration: metricsFields.load_duration,
  prompt_eval_count: metricsFields.prompt_eval_count,
});

export type OllamaEmbedResponse = z.infer<typeof ollamaEmbedResponseSchema>;

/** `POST /api/embeddings`, the older one. */
export const ollamaEmbeddingsRequestSchema = z.strictObject({ ...modelFields, prompt: z.string().nullish() });

export const ollamaEmbeddingsResponseSchema = z.object({ embedding: z.array(z.number()) });

export type OllamaEmbeddingsResponse = z.infer<typeof ollamaEmbeddingsResponseSchema>;

export const ollamaEmbedOperation: Operation = {
  method: "POST",
  path: "/api/embed",
  protocol: "ollama",
  group: "Ollama's protocol",
  summary: "Texts as vectors",
  request: ollamaEmbedRequestSchema,
  example: { model: "default", input: "How warm is it?" },
  answer: { json: ollamaEmbedResponseSchema },
};

export const ollamaEmbeddingsOperation: Operation = {
  method: "POST",
  path: "/api/embeddings",
  protocol: "ollama",
  group: "Ollama's protocol",
  summary: "A text as a vector: the older endpoint",
  request: ollamaEmbeddingsRequestSchema,
  example: { model: "default", prompt: "How warm is it?" },
  answer: { json: ollamaEmbeddingsResponseSchema },
};
