import * as z from "zod";
import { boundedArray } from "./bounded-array.ts";
import type { Operation } from "./openapi/operation.ts";
import { samplingFields } from "./sampling-fields.ts";
import { timingsSchema } from "./usage.ts";

const maxTextLength = 2 ** 22;
const maxFiles = 1024;
const text = z.string().max(maxTextLength);
const ignored = z.unknown().optional();

/**
 * `POST /infill`: text for the gap between a prefix and a suffix, as llama.cpp has it, for models trained to fill one.
 * @see https://github.com/ggml-org/llama.cpp/tree/master/tools/server
 */
export const infillRequestSchema = z.strictObject({
  model: z.string().min(1).max(512).default("default").describe(`A served model's id; "default" is the first.`),
  input_prefix: text,
  input_suffix: text,
  input_extra: boundedArray(z.object({ filename: z.string().max(4096).nullish(), text }), maxFiles)
    .nullish()
    .describe("Other files that matter, the one that matters most last."),
  prompt: text.nullish().describe("What the gap's text begins with already."),
  stream: z.boolean().nullish(),
  n_predict: z.int().min(-1).nullish().describe("Negative: as many as there is room for."),
  ...samplingFields,
  // Accepted and ignored: how llama.cpp's process computes, and what of its answer is wanted.
  cache_prompt: ignored,
  id_slot: ignored,
  n_indent: ignored,
  samplers: ignored,
  t_max_prompt_ms: ignored,
  t_max_predict_ms: ignored,
  response_fields: ignored,
  lora: ignored,
  n_keep: ignored,
  n_cache_reuse: ignored,
  timings_per_token: ignored,
  return_tokens: ignored,
  speculative: ignored,
});

export type InfillRequest = z.input<typeof infillRequestSchema>;
export type ParsedInfillRequest = z.output<typeof infillRequestSchema>;

/** A piece of an answer; the last one, or the only one, has what came of it. */
export const infillResponseSchema = z.object({
  index: z.literal(0),
  content: z.string(),
  stop: z.boolean().describe("Whether it is the last piece."),
  model: z.string().optional(),
  stop_type: z
    .enum(["eos", "word", "limit"])
    .optional()
    .describe('"eos": the model ended. "word": a stop string. "limit": `n_predict`, or the context was full.'),
  stopping_word: z.string().optional(),
  truncated: z.boolean().optional().describe("Whether something was left out of the prompt."),
  tokens_evaluated: z.int().optional(),
  tokens_predicted: z.int().optional(),
  tokens_cached: z.int().optional(),
  timings: timingsSchema.optional(),
});

export type InfillResponse = z.infer<typeof infillResponseSchema>;

export const infillOperation: Operation = {
  method: "POST",
  path: "/infill",
  group: "Chat and completions",
  summary: "Fills the gap between two texts, as llama.cpp has it",
  request: infillRequestSchema,
  example: { input_prefix: "function add(a, b) {\n  return ", input_suffix: ";\n}\n", n_predict: 16 },
  answer: { json: infillResponseSchema, events: infillResponseSchema },
};
