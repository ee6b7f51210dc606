import * as z from "zod";
import { boundedArray } from "./bounded-array.ts";
import { maxInputs } from "./embeddings.ts";
import type { Operation } from "./openapi/operation.ts";
import { deliveryFields } from "./sampling-fields.ts";
import { promptUsageSchema } from "./usage.ts";

const text = z.string().min(1);

/**
 * `POST /v1/rerank`, in the shape that Cohere and Jina have in common.
 * @see https://docs.cohere.com/reference/rerank
 */
export const rerankRequestSchema = z.strictObject({
  model: deliveryFields.model,
  query: text,
  documents: boundedArray(z.union([text, z.strictObject({ text })]), maxInputs, 1),
  top_n: z.int().min(1).nullish().describe("How many of the best to give; by default all."),
  return_documents: z.boolean().nullish().describe("Gives the documents' texts back, too. Default false."),
  instruction: text
    .nullish()
    .describe("An extension: what makes a document fit the query; by default that it answers a web search."),
  user: deliveryFields.user,
});

export type RerankRequest = z.input<typeof rerankRequestSchema>;
export type ParsedRerankRequest = z.output<typeof rerankRequestSchema>;

export const rerankResultSchema = z.object({
  id: z.string(),
  model: z.string(),
  results: z
    .array(
      z.object({
        index: z.int().min(0).describe("Among the documents of the request."),
        relevance_score: z.number().describe("From 0 to 1."),
        document: z.object({ text: z.string() }).optional(),
      }),
    )
    .describe("The best first."),
  usage: promptUsageSchema,
});

export type RerankResult = z.infer<typeof rerankResultSchema>;

export const rerankOperation: Operation = {
  method: "POST",
  path: "/v1/rerank",
  group: "Embeddings and reranking",
  summary: "Documents by how well they fit a query, the best first",
  request: rerankRequestSchema,
  example: { query: "How do plants grow?", documents: ["They need light.", "Paris lies on the Seine."] },
  answer: { json: rerankResultSchema },
};

/** The same where clients of Cohere's API, and of Jina's with another base, ask for it. */
export const rerankElsewhereOperations: readonly Operation[] = ["/v2/rerank", "/rerank"].map((path) => ({
  ...rerankOperation,
  path,
  summary: "The same as /v1/rerank",
}));
