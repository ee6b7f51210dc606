import * as z from "zod";
import type { Operation } from "./openapi/operation.ts";

/** `GET /v1/status` */
export const statusQuerySchema = z.strictObject({
  /** Only of this model; by default of all that are loaded. */
  model: z.string().min(1).optional(),
  /** "true": again and again, as events, until the client goes away. */
  stream: z.enum(["true", "false"]).optional(),
  /** After so many events the stream ends. */
  updates: z.coerce.number().int().min(1).max(100_000).optional(),
});

const sequenceStatusSchema = z.object({
  prompt_tokens: z.int(),
  /** Prompt and answer so far. */
  context_tokens: z.int(),
  /** What it may grow to. */
  max_tokens: z.int(),
});

/** What steps did in the last seconds; averages and rates are 0 where nothing was done. */
const recentActivitySchema = z.object({
  window_ms: z.number(),
  steps: z.int(),
  /** Time in which steps were computed. */
  busy_ms: z.number(),
  mean_step_ms: z.number(),
  mean_step_tokens: z.number(),
  mean_step_sequences: z.number(),
  /** Of prompts, computed. */
  prompt_tokens: z.int(),
  generated_tokens: z.int(),
  /** Per second of steps that had such tokens. */
  prompt_tokens_per_second: z.number(),
  generated_tokens_per_second: z.number(),
  /** Of prompts that were begun; the cached ones are among them. */
  begun_prompt_tokens: z.int(),
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
  /** Sequences, and tokens, that a step computes at most. */
  max_sequences: z.int(),
  max_step_tokens: z.int(),
  /** Sequences. */
  running: z.int(),
  waiting: z.int(),
  memory_bytes: z.number(),
  cache_blocks_used: z.int(),
  cache_blocks_kept: z.int(),
  cache_blocks_total: z.int(),
  state_checkpoints_kept: z.int(),
  state_checkpoints_total: z.int(),
  /** Those that are running. */
  sequences: z.array(sequenceStatusSchema),
  recent: recentActivitySchema,
  /** Absent before the first answer. */
  time_to_first_token: timeToFirstTokenSchema.optional(),
});

export type ModelStatus = z.infer<typeof modelStatusSchema>;

export const serverStatusSchema = z.object({
  type: z.literal("status"),
  /** Milliseconds since 1970. */
  time: z.number(),
  /** Of the server's own process; models may have others. Absent where it cannot be told. */
  process_memory_bytes: z.number().optional(),
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
