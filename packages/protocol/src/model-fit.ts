import * as z from "zod";
import { modelReferenceSchema } from "./downloads.ts";
import type { Operation } from "./openapi/operation.ts";

/** `POST /v1/models/fit`: what the quantisations of a model take on the server's machine, as `qwen.ts fit` tells. */
export const modelFitRequestSchema = z.strictObject({
  model: modelReferenceSchema,
  context_length: z
    .int()
    .min(1)
    .max(2 ** 24)
    .nullish()
    .describe("Tokens that the cache is to hold. Default 8192."),
  measure_again: z
    .boolean()
    .nullish()
    .describe("Measures the memory's speed anew, which otherwise is done once, and holds while the server runs."),
});

export type ModelFitRequest = z.output<typeof modelFitRequestSchema>;

const quantizationSchema = z.object({
  model: z.string().describe("What `POST /v1/downloads` brings it by."),
  quantization: z.string().describe('"Q4_K_M", …, or "safetensors"'),
  size_bytes: z.number(),
  missing_bytes: z.number().describe("What is not here of it."),
  memory_bytes: z.number().describe("Of weights, cache and what computes."),
  tokens_per_second: z.number().describe("Of one answer, about."),
  verdict: z
    .enum(["fits", "tight", "too-large-for-memory", "too-large-for-disk", "does-not-run"])
    .describe('"tight": once other programs have ended.'),
  is_exact: z.boolean().describe("Whether the figures follow from its own header, or from its size."),
  problem: z.string().optional().describe("Why it does not run."),
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
    read_bytes_per_second: z.number().describe("What these threads read of the memory."),
    measured_at: z.int().describe("Seconds since 1970: when that was measured."),
  }),
  architecture: z.string().optional(),
  num_parameters: z.number().optional(),
  max_position_embeddings: z.int().optional(),
  quantizations: z.array(quantizationSchema),
  suggestion: z
    .object({ model: z.string(), quantization: z.string(), reason: z.string() })
    .optional()
    .describe("The one to take."),
  notes: z.array(z.string()).describe("For people: what could not be read."),
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
