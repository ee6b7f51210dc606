import * as z from "zod";
import type { Operation } from "./openapi/operation.ts";
import { promptSchema } from "./prompt.ts";
import { deliveryFields } from "./sampling-fields.ts";
import { promptUsageSchema } from "./usage.ts";

/** Texts, or lists of token ids, that one request may have. */
export const maxInputs = 2048;

/**
 * `POST /v1/embeddings`
 * @see https://platform.openai.com/docs/api-reference/embeddings/create
 */
export const embeddingRequestSchema = z.strictObject({
  model: deliveryFields.model,
  input: promptSchema(maxInputs),
  encoding_format: z
    .enum(["float", "base64"])
    .nullish()
    .describe('"base64": the bytes of little-endian 32-bit floats. Default "float".'),
  dimensions: z.int().min(1).nullish().describe("How many of the numbers to give, normalised again."),
  instruction: z
    .string()
    .min(1)
    .nullish()
    .describe("An extension: what the texts, as queries, are asked for. Documents get none."),
  prompt_name: z.string().min(1).max(128).nullish().describe("An extension: a prompt that the model's files name."),
  user: deliveryFields.user,
});

export type EmbeddingRequest = z.input<typeof embeddingRequestSchema>;
export type ParsedEmbeddingRequest = z.output<typeof embeddingRequestSchema>;

export const embeddingListSchema = z.object({
  object: z.literal("list"),
  data: z.array(
    z.object({
      object: z.literal("embedding"),
      index: z.int().min(0),
      embedding: z.union([z.array(z.number()), z.string()]),
    }),
  ),
  model: z.string(),
  usage: promptUsageSchema,
});

export type EmbeddingList = z.infer<typeof embeddingListSchema>;

export const embeddingOperation: Operation = {
  method: "POST",
  path: "/v1/embeddings",
  group: "Embeddings and reranking",
  summary: "Texts, or lists of token ids, as vectors",
  request: embeddingRequestSchema,
  example: { input: ["How warm is it?", "Wie warm ist es?"] },
  answer: { json: embeddingListSchema },
};
