import * as z from "zod";
import type { Operation } from "./openapi/operation.ts";

/** `GET /v1/models/search` */
export const modelSearchQuerySchema = z.strictObject({
  q: z
    .string()
    .max(200)
    .optional()
    .describe("Words of a name. Default: all short names and what is here, and the most downloaded of the hub."),
  hub: z
    .enum(["huggingface", "modelscope"])
    .optional()
    .describe('Which hub is asked; `q` may begin with "modelscope:" or "hf:" instead. Default Hugging Face.'),
  limit: z.coerce.number().int().min(0).max(100).optional().describe("Of the hub; 0: it is not asked. Default 20."),
});

export type ModelSearchQuery = z.output<typeof modelSearchQuerySchema>;

const resultSchema = z.object({
  id: z.string().describe("What `POST /v1/downloads` and `POST /v1/models/fit` take."),
  object: z.literal("model.search_result"),
  source: z
    .enum(["here", "short_name", "repository"])
    .describe(
      'Where it was found: "here" is on this machine, whoever brought it. "repository": of the hub, with one model or more.',
    ),
  repository: z.string().optional().describe("`owner/name` on the hub."),
  quantization: z.string().optional(),
  is_here: z.boolean().describe("Whether it, or a model of the repository, is on this machine."),
  size_bytes: z.number().optional(),
  architecture: z.string().optional(),
  downloads: z.number().optional(),
  likes: z.number().optional(),
  last_modified: z.string().optional().describe("ISO 8601"),
  is_gated: z.boolean().optional().describe("Its terms have to be accepted on its page, with an account."),
});

export type ModelSearchResult = z.infer<typeof resultSchema>;

export const modelSearchSchema = z.object({
  object: z.literal("list"),
  data: z.array(resultSchema),
  hub: z
    .object({ reached: z.boolean(), reason: z.string().optional() })
    .describe("Whether the hub was asked and answered; if not, `data` has what is known without it."),
});

export type ModelSearch = z.infer<typeof modelSearchSchema>;

/** `DELETE /v1/models/{id}` */
export const modelDeletedSchema = z.object({
  id: z.string(),
  object: z.literal("model"),
  deleted: z.literal(true),
  freed_bytes: z.number(),
});

export type ModelDeleted = z.infer<typeof modelDeletedSchema>;

export const searchModelsOperation: Operation = {
  method: "GET",
  path: "/v1/models/search",
  group: "Models",
  summary: "Models by name: those that are here, those with a short name, those of the hub",
  query: modelSearchQuerySchema,
  answer: { json: modelSearchSchema },
};

export const deleteModelOperation: Operation = {
  method: "DELETE",
  path: "/v1/models/{id}",
  group: "Models",
  summary: "Deletes a model from the disk",
  pathParameters: { id: "Its id, slashes and all." },
  answer: { json: modelDeletedSchema },
};
