import * as z from "zod";

const count = z.int().min(0);

const textBlock = z.object({ type: z.literal("text"), text: z.string(), citations: z.null() });

const thinkingBlock = z.object({
  type: z.literal("thinking"),
  thinking: z.string(),
  signature: z.string().describe("To be sent back as it is."),
});

const toolUseBlock = z.object({
  type: z.literal("tool_use"),
  id: z.string(),
  name: z.string(),
  input: z.record(z.string(), z.unknown()),
  caller: z.object({ type: z.literal("direct") }),
});

const contentBlock = z.discriminatedUnion("type", [textBlock, thinkingBlock, toolUseBlock]);

export type AnthropicContentBlock = z.infer<typeof contentBlock>;

const usageCounts = {
  input_tokens: count.describe("Prompt tokens without those that the cache had."),
  cache_creation_input_tokens: count.describe(
    "0: what is computed is kept without being asked, and nothing is charged for it.",
  ),
  cache_read_input_tokens: count,
  output_tokens: count,
  output_tokens_details: z.object({ thinking_tokens: count }),
  server_tool_use: z.null(),
};

const deltaUsage = z.object(usageCounts);

export type AnthropicUsage = z.infer<typeof deltaUsage>;

const usage = deltaUsage.extend({
  cache_creation: z.null(),
  inference_geo: z.null(),
  service_tier: z.null(),
  speed: z.null(),
});

const stopReason = z.enum(["end_turn", "max_tokens", "stop_sequence", "tool_use", "model_context_window_exceeded"]);

export type AnthropicStopReason = z.infer<typeof stopReason>;

const ending = {
  stop_reason: stopReason.nullable(),
  stop_sequence: z.string().nullable().describe("The one of `stop_sequences` that ended it."),
  stop_details: z.null(),
  container: z.null(),
};

/** The whole answer. */
export const anthropicMessageSchema = z.object({
  id: z.string(),
  type: z.literal("message"),
  role: z.literal("assistant"),
  model: z.string(),
  content: z.array(contentBlock),
  ...ending,
  diagnostics: z.null(),
  context_management: z
    .object({ applied_edits: z.array(z.never()) })
    .optional()
    .describe("There where the request had it."),
  usage,
});

export type AnthropicMessage = z.infer<typeof anthropicMessageSchema>;

const delta = z.discriminatedUnion("type", [
  z.object({ type: z.literal("text_delta"), text: z.string() }),
  z.object({ type: z.literal("thinking_delta"), thinking: z.string() }),
  z.object({ type: z.literal("signature_delta"), signature: z.string() }),
  z.object({ type: z.literal("input_json_delta"), partial_json: z.string() }),
]);

/**
 * One event of a streamed answer, under its `type` as event name: the beginning of the message, its blocks one after the
 * other, the end. A `ping` or an `error` may come anywhere.
 */
export const anthropicMessageEventSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("message_start"), message: anthropicMessageSchema }),
  z.object({ type: z.literal("content_block_start"), index: count, content_block: contentBlock }),
  z.object({ type: z.literal("content_block_delta"), index: count, delta }),
  z.object({ type: z.literal("content_block_stop"), index: count }),
  z.object({ type: z.literal("message_delta"), delta: z.object(ending), usage: deltaUsage }),
  z.object({ type: z.literal("message_stop") }),
]);

export type AnthropicMessageEvent = z.infer<typeof anthropicMessageEventSchema>;

/** The body of every answer that is not a success. @see https://platform.claude.com/docs/en/api/errors */
export const anthropicErrorBodySchema = z.object({
  type: z.literal("error"),
  error: z.object({
    type: z.string(),
    message: z.string(),
    details: z
      .object({ error_code: z.string() })
      .optional()
      .describe("There where clients can do something about it by themselves."),
  }),
  request_id: z.string(),
});

export type AnthropicErrorBody = z.infer<typeof anthropicErrorBodySchema>;
