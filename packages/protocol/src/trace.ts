import * as z from "zod";
import type { Operation } from "./openapi/operation.ts";

/** `GET /v1/trace` */
export const traceQuerySchema = z.strictObject({
  /** Which must be loaded; by default the server's default model. */
  model: z.string().min(1).optional(),
  /** After so many the stream ends; by default when the client goes away. */
  steps: z.coerce.number().int().min(1).max(100_000).optional(),
});

const traceSpanSchema = z.object({
  /** An op, such as "linear" or "attention"; or "plan", "record", "dispatch", "collect", "grammar", "sample", "commit". */
  op: z.string(),
  /** Of an op with a weight, that weight's place in its layer or in the model. */
  name: z.string().optional(),
  layer: z.int().optional(),
  /** From the step's start. */
  start_us: z.number(),
  duration_us: z.number(),
  /** Of weights and cache that it reads. */
  bytes: z.number().optional(),
  /** Multiplications and additions. */
  flops: z.number().optional(),
});

/** Where the time of one step went. */
export const stepTraceSchema = z.object({
  type: z.literal("step.trace"),
  model: z.string(),
  /** Number of the step since the model was loaded. */
  step: z.int(),
  /** Milliseconds since 1970. */
  started_at: z.number(),
  duration_us: z.number(),
  /** Tokens that were computed; those of prompts are among them. */
  tokens: z.int(),
  prompt_tokens: z.int(),
  sequences: z.int(),
  generated_tokens: z.int(),
  /** In order; together they are nearly all of the step. */
  spans: z.array(traceSpanSchema),
});

export type StepTraceEvent = z.infer<typeof stepTraceSchema>;

export const traceOperation: Operation = {
  method: "GET",
  path: "/v1/trace",
  group: "Server",
  summary: "Where the time of steps goes, op by op",
  description:
    "Steps are timed only as long as somebody reads this, and at most four a second are sent: a step of 28 layers has about 500 spans.",
  query: traceQuerySchema,
  answer: { events: stepTraceSchema },
};
