import * as z from "zod";
import type { Operation } from "./openapi/operation.ts";

const count = z.int().min(0);

/** What a model does right now. */
export const modelStateSchema = z.object({
  value: z
    .enum(["unloaded", "loading", "loaded", "failed"])
    .describe('"failed": it could not be loaded, or ended by itself; the next request loads it.'),
  progress: z.object({ loaded_bytes: count, total_bytes: count }).optional().describe("While it loads."),
  error: z.string().optional().describe("Why it failed."),
  memory_bytes: z.number().optional(),
  loaded_at: z.int().optional().describe("Seconds since 1970."),
  expires_at: z
    .int()
    .optional()
    .describe("When it is unloaded unless somebody uses it; absent while it is used, and when it stays."),
  running: count.describe("Sequences."),
  waiting: count.describe("Sequences, and requests that wait for it to be loaded."),
});

export type ModelState = z.infer<typeof modelStateSchema>;

/** How tokens are chosen, as the model's files or its card recommend it. */
export const samplingDefaultsSchema = z.object({
  temperature: z.number(),
  top_p: z.number(),
  top_k: z.int().describe("0: all."),
  min_p: z.number(),
  repetition_penalty: z.number(),
  presence_penalty: z.number(),
  frequency_penalty: z.number(),
});

export type SamplingDefaults = z.infer<typeof samplingDefaultsSchema>;

/**
 * A model that is served, loaded or not. The first four fields are OpenAI's, the next three Anthropic's, all others are
 * extensions; of one that is not loaded, those are there that its file tells.
 */
export const modelSchema = z.object({
  id: z.string(),
  object: z.literal("model"),
  created: z.int().describe("Seconds since 1970: since when it can be asked for."),
  owned_by: z.string(),
  type: z.literal("model").optional(),
  display_name: z.string().optional(),
  created_at: z.string().optional().describe("The same as `created`, in the format of RFC 3339."),
  aliases: z.array(z.string()).optional().describe("Further names that requests may use."),
  status: modelStateSchema.optional(),
  architecture: z.string().optional(),
  context_length: z.int().optional().describe("Longest sequence that this server takes, in tokens."),
  max_position_embeddings: z.int().optional().describe("What the model was made for, in tokens."),
  vocab_size: z.int().optional(),
  hidden_size: z.int().optional().describe("Numbers of an embedding."),
  head: z
    .enum(["vocabulary", "classifier", "guard", "none"])
    .optional()
    .describe(
      '"vocabulary": it generates. "classifier": it only reranks. "guard": it only moderates. "none": it only embeds.',
    ),
  num_parameters: z.number().optional(),
  size_bytes: z.number().optional(),
  has_chat_template: z.boolean().optional(),
  input_modalities: z
    .array(z.enum(["text"]))
    .optional()
    .describe("Kinds of content that messages may have."),
  takes_tools: z.boolean().optional().describe("Whether a chat may offer tools."),
  takes_reasoning_effort: z.boolean().optional().describe("Whether degrees of `reasoning_effort` make a difference."),
  fills_gaps: z.boolean().optional().describe("Whether it takes a `suffix`: its vocabulary has the tokens for it."),
  is_guard: z.boolean().optional().describe("Whether it judges texts: what `/v1/moderations` wants."),
  sampling: samplingDefaultsSchema
    .optional()
    .describe("What is used where a request says nothing, not even whether to think."),
  sampling_modes: z
    .object({ thinking: samplingDefaultsSchema.optional(), answering: samplingDefaultsSchema.optional() })
    .optional()
    .describe("The same by whether it thinks first; a mode that it does not have is absent."),
  formats: z
    .array(z.object({ format: z.string(), share: z.number() }))
    .optional()
    .describe("Formats of the weights, with their shares of the bytes; the largest first."),
  license: z.string().optional().describe("As its own files name it."),
  is_removable: z
    .boolean()
    .optional()
    .describe(
      "Whether `DELETE /v1/models/{id}` deletes it: it was pulled, and neither belongs to the installation nor was it put there by hand.",
    ),
});

export type Model = z.infer<typeof modelSchema>;

/** `GET /v1/models`; `GET /v1/models/{id}` answers with one. The last three fields are Anthropic's. */
export const modelListSchema = z.object({
  object: z.literal("list"),
  data: z.array(modelSchema),
  has_more: z.literal(false).optional(),
  first_id: z.string().nullish(),
  last_id: z.string().nullish(),
});

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
