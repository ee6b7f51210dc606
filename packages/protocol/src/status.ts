import * as z from "zod";
import type { Operation } from "./openapi/operation.ts";

/** `GET /v1/status` */
export const statusQuerySchema = z.strictObject({
  model: z.string().min(1).optional().describe("Only of this model; by default of all that are loaded."),
  stream: z
    .enum(["true", "false"])
    .optional()
    .describe('"true": again and again, as events, until the client goes away.'),
  updates: z.coerce.number().int().min(1).max(100_000).optional().describe("After so many events the stream ends."),
});

const sequenceStatusSchema = z.object({
  prompt_tokens: z.int(),
  context_tokens: z.int().describe("Prompt and answer so far."),
  max_tokens: z.int().describe("What it may grow to."),
});

/** What steps did in the last seconds; averages and rates are 0 where nothing was done. */
const recentActivitySchema = z.object({
  window_ms: z.number(),
  steps: z.int(),
  busy_ms: z.number().describe("Time in which steps were computed."),
  mean_step_ms: z.number(),
  mean_step_tokens: z.number(),
  mean_step_sequences: z.number(),
  prompt_tokens: z.int().describe("Of prompts, computed."),
  generated_tokens: z.int(),
  prompt_tokens_per_second: z.number().describe("Per second of steps that had such tokens."),
  generated_tokens_per_second: z.number(),
  begun_prompt_tokens: z.int().describe("Of prompts that were begun; the cached ones are among them."),
  cached_prompt_tokens: z.int(),
});

/** From when answers were asked for until their first tokens, of the latest ones. */
const timeToFirstTokenSchema = z.object({
  answers: z.int(),
  latest_ms: z.number(),
  median_ms: z.number(),
  longest_ms: z.number(),
});

export const modelStatusSchema = z.object({
  id: z.string(),
  context_length: z.int(),
  max_sequences: z.int().describe("Sequences, and tokens, that a step computes at most."),
  max_step_tokens: z.int(),
  running: z.int().describe("Sequences."),
  waiting: z.int(),
  memory_bytes: z.number(),
  cache_blocks_used: z.int(),
  cache_blocks_kept: z.int(),
  cache_blocks_total: z.int(),
  state_checkpoints_kept: z.int(),
  state_checkpoints_total: z.int(),
  sequences: z.array(sequenceStatusSchema).describe("Those that are running."),
  recent: recentActivitySchema,
  time_to_first_token: timeToFirstTokenSchema.optional().describe("Absent before the first answer."),
});

export type ModelStatus = z.infer<typeof modelStatusSchema>;

export const serverStatusSchema = z.object({
  type: z.literal("status"),
  time: z.number().describe("Milliseconds since 1970."),
  process_memory_bytes: z
    .number()
    .optional()
    .describe("Of the server's own process; models may have others. Absent where it cannot be told."),
  models: z.array(modelStatusSchema),
});

export type ServerStatus = z.infer<typeof serverStatusSchema>;

export const statusOperation: Operation = {
  method: "GET",
  path: "/v1/status",
  group: "Server",
  summary: "Gauges of the loaded models: speed, batch, cache, memory",
  description: "With `stream=true` as events, two a second.",
  query: statusQuerySchema,
  answer: { json: serverStatusSchema, events: serverStatusSchema },
};
