import * as z from "zod";
import type { Operation } from "./openapi/operation.ts";

/** `GET /v1/trace` */
export const traceQuerySchema = z.strictObject({
  model: z.string().min(1).optional().describe("Which must be loaded; by default the server's default model."),
  steps: z.coerce
    .number()
    .int()
    .min(1)
    .max(100_000)
    .optional()
    .describe("After so many the stream ends; by default when the client goes away."),
});

const traceSpanSchema = z.object({
  op: z
    .string()
    .describe(
      'An op, such as "linear" or "attention"; or "plan", "record", "dispatch", "collect", "grammar", "sample", "commit".',
    ),
  name: z.string().optional().describe("Of an op with a weight, that weight's place in its layer or in the model."),
  layer: z.int().optional(),
  start_us: z.number().describe("From the step's start."),
  duration_us: z.number(),
  bytes: z.number().optional().describe("Of weights and cache that it reads."),
  flops: z.number().optional().describe("Multiplications and additions."),
});

/** Where the time of one step went. */
export const stepTraceSchema = z.object({
  type: z.literal("step.trace"),
  model: z.string(),
  step: z.int().describe("Number of the step since the model was loaded."),
  started_at: z.number().describe("Milliseconds since 1970."),
  duration_us: z.number(),
  tokens: z.int().describe("Tokens that were computed; those of prompts are among them."),
  prompt_tokens: z.int(),
  sequences: z.int(),
  generated_tokens: z.int(),
  spans: z.array(traceSpanSchema).describe("In order; together they are nearly all of the step."),
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
