import * as z from "zod";

const count = z.int().min(0);
const status = z.enum(["in_progress", "completed", "incomplete"]);

const logprob = z.object({ token: z.string(), logprob: z.number(), bytes: z.array(z.int().min(0).max(255)) });

export const responseLogprobSchema = logprob.extend({ top_logprobs: z.array(logprob) });

export type ResponseLogprob = z.infer<typeof responseLogprobSchema>;

export const responseOutputTextSchema = z.object({
  type: z.literal("output_text"),
  text: z.string(),
  annotations: z.array(z.never()),
  logprobs: z.array(responseLogprobSchema),
});

export const responseReasoningTextSchema = z.object({ type: z.literal("reasoning_text"), text: z.string() });
export const responseSummaryTextSchema = z.object({ type: z.literal("summary_text"), text: z.string() });

const message = z.object({
  type: z.literal("message"),
  id: z.string(),
  role: z.literal("assistant"),
  status,
  content: z.array(responseOutputTextSchema),
});

const functionCall = z.object({
  type: z.literal("function_call"),
  id: z.string(),
  call_id: z.string(),
  name: z.string(),
  arguments: z.string().describe("A JSON object, as the model wrote it."),
  status,
});

const reasoning = z.object({
  type: z.literal("reasoning"),
  id: z.string(),
  status,
  summary: z.array(responseSummaryTextSchema).describe("The thought, where the request asked for a summary."),
  content: z.array(responseReasoningTextSchema).describe("The thought, where it did not."),
  encrypted_content: z
    .string()
    .exactOptional()
    .describe("The thought, where the request's `include` has it: in Base64, and nothing is secret in it."),
});

export const responseOutputItemSchema = z.discriminatedUnion("type", [message, functionCall, reasoning]);

/** A part of an answer. */
export type ResponseOutputItem = z.infer<typeof responseOutputItemSchema>;
export type ResponseOutputText = z.infer<typeof responseOutputTextSchema>;

export const responseUsageSchema = z.object({
  input_tokens: count,
  input_tokens_details: z.object({ cached_tokens: count, cache_write_tokens: count }),
  output_tokens: count,
  output_tokens_details: z.object({ reasoning_tokens: count }),
  total_tokens: count,
});

export type ResponseUsage = z.infer<typeof responseUsageSchema>;

const tool = z.object({
  type: z.literal("function"),
  name: z.string(),
  description: z.string().nullable(),
  parameters: z.record(z.string(), z.unknown()).nullable(),
  strict: z.boolean(),
});

/** An answer, or what there is of it. It tells again what the request asked for, with what it left out. */
export const responseResourceSchema = z.object({
  id: z.string(),
  object: z.literal("response"),
  created_at: z.int().describe("Seconds since 1970."),
  completed_at: z.int().nullable(),
  status: z.enum(["queued", "in_progress", "completed", "incomplete", "failed", "cancelled"]),
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
  incomplete_details: z.object({ reason: z.enum(["max_output_tokens"]) }).nullable(),
  model: z.string(),
  output: z.array(responseOutputItemSchema),
  usage: responseUsageSchema.nullable(),
  previous_response_id: z.string().nullable(),
  instructions: z.string().nullable(),
  background: z.boolean(),
  store: z.boolean(),
  max_output_tokens: z.int().nullable(),
  max_tool_calls: z.int().nullable(),
  metadata: z.record(z.string(), z.string()),
  parallel_tool_calls: z.boolean(),
  reasoning: z.object({ effort: z.string().nullable(), summary: z.string().nullable() }),
  temperature: z.number(),
  top_p: z.number(),
  presence_penalty: z.number(),
  frequency_penalty: z.number(),
  top_logprobs: z.int(),
  text: z.object({ format: z.unknown(), verbosity: z.string() }),
  tool_choice: z.unknown(),
  tools: z.array(tool),
  truncation: z.enum(["auto", "disabled"]),
  service_tier: z.string(),
  user: z.string().nullable(),
  safety_identifier: z.string().nullable(),
  prompt_cache_key: z.string().nullable(),
});

export type ResponseResource = z.infer<typeof responseResourceSchema>;
