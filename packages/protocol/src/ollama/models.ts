import * as z from "zod";
import type { Operation } from "../openapi/operation.ts";
import { modelFields } from "./common.ts";

const details = z.object({
  parent_model: z.string(),
  format: z.enum(["gguf", "safetensors"]),
  family: z.string(),
  families: z.array(z.string()),
  parameter_size: z.string().describe('For people, e.g. "596M".'),
  quantization_level: z.string().describe('The format of most weights, e.g. "Q4_K".'),
  context_length: z.int().optional(),
  embedding_length: z.int().optional(),
});

const capabilities = z.array(z.enum(["completion", "insert", "tools", "thinking", "embedding"]));

const model = z.object({
  name: z.string().describe("With a tag."),
  model: z.string(),
  size: z.number(),
  digest: z.string(),
  details,
});

/** `GET /api/tags` @see https://docs.ollama.com/api/tags */
export const ollamaTagsSchema = z.object({
  models: z.array(model.extend({ modified_at: z.string(), capabilities })),
});

export type OllamaTags = z.infer<typeof ollamaTagsSchema>;

/** `GET /api/ps` @see https://docs.ollama.com/api/ps */
export const ollamaPsSchema = z.object({
  models: z.array(model.extend({ expires_at: z.string(), size_vram: z.number(), context_length: z.int() })),
});

export type OllamaPs = z.infer<typeof ollamaPsSchema>;

const name = z.string().max(512).nullish();

/** Ollama's own client always has both, one of them empty. */
const nameFields = {
  model: name.describe(modelFields.model.description ?? ""),
  name: name.describe("The older name of `model`, which comes first."),
};

export type OllamaModelName = z.output<z.ZodObject<typeof nameFields>>;

/** `POST /api/show` @see https://docs.ollama.com/api-reference/show-model-details */
export const ollamaShowRequestSchema = z.strictObject({
  ...nameFields,
  // Accepted and ignored.
  verbose: z.boolean().nullish(),
  system: z.string().nullish(),
  template: z.string().nullish(),
  options: modelFields.options,
});

export const ollamaShowSchema = z.object({
  license: z.string().optional(),
  modelfile: z.string(),
  parameters: z.string().describe("What is used where a request says nothing, a line each."),
  template: z.string(),
  details,
  model_info: z.record(z.string(), z.union([z.string(), z.number()])),
  capabilities,
  modified_at: z.string(),
});

export type OllamaShow = z.infer<typeof ollamaShowSchema>;

/** `POST /api/pull` @see https://docs.ollama.com/api/pull */
export const ollamaPullRequestSchema = z.strictObject({
  ...nameFields,
  stream: z.boolean().nullish(),
  // Accepted and ignored.
  insecure: z.boolean().nullish(),
  username: z.string().nullish(),
  password: z.string().nullish(),
});

/** How far a pull has come: a line of its answer, the last of them "success". */
export const ollamaPullProgressSchema = z.object({
  status: z.string(),
  digest: z.string().optional(),
  total: z.number().optional(),
  completed: z.number().optional(),
});

export type OllamaPullProgress = z.infer<typeof ollamaPullProgressSchema>;

/** `DELETE /api/delete` @see https://docs.ollama.com/api/delete */
export const ollamaDeleteRequestSchema = z.strictObject(nameFields);

/** `GET /api/version` */
export const ollamaVersionSchema = z.object({ version: z.string() });

export const ollamaTagsOperation: Operation = {
  method: "GET",
  path: "/api/tags",
  protocol: "ollama",
  group: "Ollama's protocol",
  summary: "The models there are",
  answer: { json: ollamaTagsSchema },
};

export const ollamaPsOperation: Operation = {
  method: "GET",
  path: "/api/ps",
  protocol: "ollama",
  group: "Ollama's protocol",
  summary: "The models that are loaded",
  answer: { json: ollamaPsSchema },
};

export const ollamaShowOperation: Operation = {
  method: "POST",
  path: "/api/show",
  protocol: "ollama",
  group: "Ollama's protocol",
  summary: "What a model is, and what it can do",
  request: ollamaShowRequestSchema,
  example: { model: "default" },
  answer: { json: ollamaShowSchema },
};

export const ollamaPullOperation: Operation = {
  method: "POST",
  path: "/api/pull",
  protocol: "ollama",
  group: "Ollama's protocol",
  summary: "Fetches a model",
  description:
    "Succeeds at once for what is here. The download goes on when the client goes away. Streams lines of JSON unless `stream` is false.",
  request: ollamaPullRequestSchema,
  example: { model: "default", stream: false },
  answer: { json: ollamaPullProgressSchema, lines: ollamaPullProgressSchema },
};

export const ollamaDeleteOperation: Operation = {
  method: "DELETE",
  path: "/api/delete",
  protocol: "ollama",
  group: "Ollama's protocol",
  summary: "Deletes a model from the disk",
  request: ollamaDeleteRequestSchema,
  example: { model: "qwen3:0.6b" },
  answer: { json: ollamaPullProgressSchema },
};

export const ollamaVersionOperation: Operation = {
  method: "GET",
  path: "/api/version",
  protocol: "ollama",
  group: "Ollama's protocol",
  summary: "The version of Ollama whose protocol this is",
  answer: { json: ollamaVersionSchema },
};
