import * as z from "zod";
import { modelReferenceSchema } from "./downloads.ts";
import type { Operation } from "./openapi/operation.ts";

/** `POST /v1/models/fit`: what the quantisations of a model take on the server's machine, as `qwen.ts fit` tells. */
export const modelFitRequestSchema = z.strictObject({
  model: modelReferenceSchema,
  /** Tokens that the cache is to hold. Default 8192. */
  context_length: z
    .int()
    .min(1)
    .max(2 ** 24)
    .nullish(),
});

export type ModelFitRequest = z.output<typeof modelFitRequestSchema>;

const quantizationSchema = z.object({
  /** What `POST /v1/downloads` brings it by. */
  model: z.string(),
  /** "Q4_K_M", …, or "safetensors" */
  quantization: z.string(),
  size_bytes: z.number(),
  /** What is not here of it. */
  missing_bytes: z.number(),
  /** Of weights, cache and what computes. */
  memory_bytes: z.number(),
  /** Of one answer, about. */
  tokens_per_second: z.number(),
  /** "tight": once other programs have ended. */
  verdict: z.enum(["fits", "tight", "too-large-for-memory", "too-large-for-disk", "does-not-run"]),
  /** Whether the figures follow from its own header, or from its size. */
  is_exact: z.boolean(),
  /** Why it does not run. */
  problem: z.string().optional(),
});

export const modelFitSchema = z.object({
  object: z.literal("model.fit"),
  model: z.string(),
  context_length: z.int(),
  machine: z.object({
    memory_bytes: z.number(),
    available_bytes: z.number(),
    free_disk_bytes: z.number().nullable(),
    num_threads: z.int(),
    /** What these threads read of the memory. */
    read_bytes_per_second: z.number(),
  }),
  architecture: z.string().optional(),
  num_parameters: z.number().optional(),
  max_position_embeddings: z.int().optional(),
  quantizations: z.array(quantizationSchema),
  /** The one to take. */
  suggestion: z.object({ model: z.string(), quantization: z.string(), reason: z.string() }).optional(),
  /** For people: what could not be read. */
  notes: z.array(z.string()),
});

export type ModelFit = z.infer<typeof modelFitSchema>;

export const fitModelOperation: Operation = {
  method: "POST",
  path: "/v1/models/fit",
  group: "Models",
  summary: "What the quantisations of a model take, and which to take",
  description: "Reads the headers of the files where they are, not the files.",
  request: modelFitRequestSchema,
  example: { model: "qwen3:0.6b" },
  answer: { json: modelFitSchema },
};
