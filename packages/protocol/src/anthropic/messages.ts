import * as z from "zod";
import { boundedArray } from "../bounded-array.ts";
import { cacheControl } from "../cache-control.ts";
import type { Operation } from "../openapi/operation.ts";
import { outputSchema } from "../output-format.ts";
import { deliveryFields, samplingFields } from "../sampling-fields.ts";
import { isEmptyArray, unsupported } from "../unsupported.ts";
import { anthropicText, anthropicTurnSchema } from "./blocks.ts";
import { anthropicMessageEventSchema, anthropicMessageSchema } from "./message.ts";
import { anthropicToolFields } from "./tools.ts";

const maxTurns = 16_384;
const maxStopSequences = 64;
const maxStopLength = 1024;

/** "omitted": an answer's thoughts stay empty, and their signatures hold what the next turn needs of them. */
const display = z.enum(["summarized", "omitted"]).nullish();

/** Off where it is left out, as far as the model can do without. */
const thinking = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("enabled"),
    budget_tokens: z.int().min(1).nullish().describe("Tokens to think for at most; they count towards `max_tokens`."),
    display,
  }),
  z.strictObject({ type: z.literal("adaptive"), display }),
  z.strictObject({ type: z.literal("disabled") }),
  z.strictObject({ type: z.literal("between_tools") }),
]);

const outputConfig = z.strictObject({
  effort: z
    .enum(["low", "medium", "high", "xhigh", "max"])
    .nullish()
    .describe("How much to think, for templates that know degrees; it does not switch thinking on."),
  format: z.strictObject({ type: z.literal("json_schema"), schema: outputSchema }).nullish(),
  task_budget: unsupported(),
});

/** What there is to answer, and how. */
const conversationFields = {
  model: deliveryFields.model,
  messages: boundedArray(anthropicTurnSchema, maxTurns, 1),
  system: anthropicText.nullish(),
  ...anthropicToolFields,
  thinking: thinking.nullish(),
  output_config: outputConfig.nullish(),
  output_format: unsupported(),
  context_management: z
    .looseObject({ edits: boundedArray(z.looseObject({ type: z.string() }), 16).optional() })
    .nullish()
    .describe(
      "Of its edits, only `clear_thinking` that keeps all is carried out, where the model's template knows of it; answers say that none was applied.",
    ),
  compaction: unsupported(),
  mcp_servers: unsupported<never[]>(isEmptyArray),
  thread: unsupported(),
  // Accepted and ignored: none of these changes an answer.
  cache_control: cacheControl,
  billing_policy: z.unknown().optional(),
  speed: z.string().nullish(),
};

/**
 * `POST /v1/messages`. Every field of Anthropic's is known by name: honoured, ignored where that is harmless, or refused.
 * @see https://platform.claude.com/docs/en/api/messages/create
 */
export const anthropicMessagesRequestSchema = z
  .strictObject({
    ...conversationFields,
    max_tokens: z
      .int()
      .min(0)
      .describe("0 reads the prompt, so that it is there for later requests, and answers nothing."),
    stop_sequences: boundedArray(z.string().min(1).max(maxStopLength), maxStopSequences).nullish(),
    stream: z.boolean().nullish(),
    temperature: samplingFields.temperature,
    top_p: samplingFields.top_p,
    top_k: samplingFields.top_k,
    container: unsupported(),
    // Accepted and ignored.
    metadata: z.unknown().optional(),
    diagnostics: z.unknown().optional(),
    fallbacks: z.unknown().optional(),
    fallback_credit_token: z.unknown().optional(),
    inference_geo: z.string().nullish(),
    service_tier: z.string().nullish(),
  })
  .check(({ value: { messages, output_config }, issues }) => {
    const last = messages.at(-1);
    if (last?.role !== "assistant") return;
    const refuse = (advice: string) =>
      issues.push({
        code: "custom",
        path: ["messages", messages.length - 1, "role"],
        input: "assistant",
        params: { unsupported: true, advice },
      });
    const hasCalls = typeof last.content !== "string" && last.content.some(({ type }) => type === "tool_use");
    if (hasCalls) refuse("A call cannot be continued: end with a message of the user, which has its result.");
    else if (output_config?.format != null) refuse("What is begun cannot be held to a format: leave one of them out.");
  });

/** A request as it is written. */
export type AnthropicMessagesRequest = z.input<typeof anthropicMessagesRequestSchema>;
export type ParsedAnthropicMessagesRequest = z.output<typeof anthropicMessagesRequestSchema>;

/** `POST /v1/messages/count_tokens`: how long a prompt is. @see https://platform.claude.com/docs/en/api/messages/count_tokens */
export const anthropicCountTokensRequestSchema = z.strictObject(conversationFields);

export type AnthropicCountTokensRequest = z.input<typeof anthropicCountTokensRequestSchema>;
export type ParsedAnthropicCountTokensRequest = z.output<typeof anthropicCountTokensRequestSchema>;

export const anthropicTokenCountSchema = z.object({ input_tokens: z.int().min(0) });

export type AnthropicTokenCount = z.infer<typeof anthropicTokenCountSchema>;

const protocol = "anthropic";
const group = "Anthropic's protocol";

export const anthropicMessagesOperation: Operation = {
  method: "POST",
  path: "/v1/messages",
  protocol,
  group,
  summary: "An answer to a conversation",
  description: "With `stream: true`, events under the names of their `type`, with a `ping` in silences.",
  request: anthropicMessagesRequestSchema,
  example: { max_tokens: 256, messages: [{ role: "user", content: "Hello! Who are you?" }] },
  answer: { json: anthropicMessageSchema, events: anthropicMessageEventSchema },
};

export const anthropicCountTokensOperation: Operation = {
  method: "POST",
  path: "/v1/messages/count_tokens",
  protocol,
  group,
  summary: "How many tokens a prompt has",
  request: anthropicCountTokensRequestSchema,
  example: { messages: [{ role: "user", content: "Hello! Who are you?" }] },
  answer: { json: anthropicTokenCountSchema },
};
