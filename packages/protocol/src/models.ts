import * as z from "zod";
import type { Operation } from "./openapi/operation.ts";

/** A served model. All but the first four fields are extensions. */
export const modelSchema = z.object({
  id: z.string(),
  object: z.literal("model"),
  /** Seconds since 1970: when this server began to serve it. */
  created: z.int(),
  owned_by: z.string(),
  architecture: z.string().optional(),
  /** Longest sequence that this server takes, in tokens. */
  context_length: z.int().optional(),
  /** What the model was made for, in tokens. */
  max_position_embeddings: z.int().optional(),
  vocab_size: z.int().optional(),
  /** Numbers of an embedding. */
  hidden_size: z.int().optional(),
  /** "vocabulary": it generates. "classifier": it only reranks. "none": it only embeds. */
  head: z.enum(["vocabulary", "classifier", "none"]).optional(),
  num_parameters: z.number().optional(),
  size_bytes: z.number().optional(),
  has_chat_template: z.boolean().optional(),
});

export type Model = z.infer<typeof modelSchema>;

/** `GET /v1/models`; `GET /v1/models/{id}` answers with one. */
export const modelListSchema = z.object({ object: z.literal("list"), data: z.array(modelSchema) });

export type ModelList = z.infer<typeof modelListSchema>;

export const listModelsOperation: Operation = {
  method: "GET",
  path: "/v1/models",
  group: "Models",
  summary: "The models there are",
  answer: { json: modelListSchema },
};

export const retrieveModelOperation: Operation = {
  method: "GET",
  path: "/v1/models/{id}",
  group: "Models",
  summary: "One of the models",
  pathParameters: { id: 'Its id, slashes and all; "default" is the first.' },
  answer: { json: modelSchema },
};
