import * as z from "zod";
import { boundedArray } from "./bounded-array.ts";
import { foreignFields, maxTokens } from "./foreign-fields.ts";
import { chatMessageSchema } from "./messages.ts";
import type { Operation } from "./openapi/operation.ts";
import { outputFields, surplusOutputField } from "./output-format.ts";
import { promptLogprobListSchema, promptLogprobs } from "./prompt-logprobs.ts";
import { deliveryFields, samplingFields } from "./sampling-fields.ts";
import { reasoningEffort, thinkingFields } from "./thinking-fields.ts";
import { toolCallDeltaSchema, toolCallSchema, toolFields } from "./tools.ts";
import { isEmptyArray, unsupported } from "./unsupported.ts";
import { timingsSchema, usageSchema } from "./usage.ts";

const maxMessages = 16_384;

/**
 * `POST /v1/chat/completions`. Every field of OpenAI's is known by name: honoured, ignored where that is harmless,
 * or refused.
 * @see https://platform.openai.com/docs/api-reference/chat/create
 */
export const chatCompletionRequestSchema = z
  .strictObject({
    messages: boundedArray(chatMessageSchema, maxMessages, 1),
    ...deliveryFields,
    ...samplingFields,
    max_completion_tokens: maxTokens
      .nullish()
      .describe("The newer name of `max_tokens`; wins where both are given. Thinking counts."),
    max_tokens: maxTokens.nullish(),
    logprobs: z.boolean().nullish(),
    top_logprobs: z.int().min(0).max(20).nullish(),
    prompt_logprobs: promptLogprobs.nullish(),
    reasoning_effort: reasoningEffort.nullish(),
    ...thinkingFields,
    thinking: z
      .strictObject({ type: z.enum(["enabled", "disabled"]) })
      .nullish()
      .describe("The same as `enable_thinking`, as DeepSeek's API has it."),
    ...toolFields,
    ...outputFields,
    add_generation_prompt: z
      .boolean()
      .nullish()
      .describe("Ends the prompt with the opening of the answer. Default true, unless the last message is continued."),
    continue_final_message: z
      .boolean()
      .nullish()
      .describe(
        "The answer continues the last message, the assistant's, instead of beginning a new one; as vLLM has it.",
      ),
    modalities: unsupported<["text"]>((value) => Array.isArray(value) && value.every((kind) => kind === "text")),
    audio: unsupported(),
    functions: unsupported<never[]>(isEmptyArray, "Use tools."),
    function_call: unsupported<"none" | "auto">((value) => value === "none" || value === "auto", "Use tool_choice."),
    moderation: unsupported(),
    prediction: unsupported(),
    web_search_options: unsupported(),
    verbosity: unsupported<"medium">((value) => value === "medium"),
    ...foreignFields,
    // Accepted and ignored: none of these changes an answer.
    metadata: z.unknown().optional(),
    prompt_cache_key: z.string().nullish(),
    prompt_cache_options: z.unknown().optional(),
    prompt_cache_retention: z.string().nullish(),
    safety_identifier: z.string().nullish(),
    service_tier: z.string().nullish(),
    store: z.boolean().nullish(),
  })
  .check(({ value, issues }) => {
    if (value.top_logprobs != null && value.logprobs !== true) {
      issues.push({ code: "custom", path: ["logprobs"], input: value.logprobs, message: "true with top_logprobs" });
    }
    if (value.stream === true && value.prompt_logprobs != null) {
      issues.push({ code: "custom", path: ["stream"], input: true, message: "false with prompt_logprobs" });
    }
    issues.push(...continuationIssues(value));
    const surplus = surplusOutputField(value);
    if (surplus !== undefined) {
      const message = "only one of response_format, structured_outputs and grammar";
      issues.push({ code: "custom", path: [surplus], input: value[surplus], message });
    }
  });

interface Continuation {
  readonly messages: readonly z.output<typeof chatMessageSchema>[];
  readonly add_generation_prompt?: boolean | null | undefined;
  readonly continue_final_message?: boolean | null | undefined;
  readonly response_format?: { readonly type: string } | null | undefined;
  readonly structured_outputs?: object | null | undefined;
  readonly grammar?: string | null | undefined;
}

/** Why the last message can not be continued. */
function continuationIssues(value: Continuation): z.core.$ZodRawIssue[] {
  if (value.continue_final_message !== true) return [];
  const issue = (path: (string | number)[], input: unknown, message: string) => [
    { code: "custom" as const, path, input, message },
  ];
  const last = value.messages.at(-1);
  const at = ["messages", value.messages.length - 1];
  if (last?.role !== "assistant") return issue([...at, "role"], last?.role, '"assistant" with continue_final_message');
  if (last.tool_calls?.length) return issue([...at, "tool_calls"], last.tool_calls, "none with continue_final_message");
  if (value.add_generation_prompt === true) {
    return issue(["add_generation_prompt"], true, "false with continue_final_message");
  }
  const held = (["response_format", "structured_outputs", "grammar"] as const).find(
    (field) => value[field] != null && !(field === "response_format" && value.response_format?.type === "text"),
  );
  return held === undefined ? [] : issue([held], value[held], "none with continue_final_message");
}

/** A request as it is written: what has a default may be left out. */
export type ChatCompletionRequest = z.input<typeof chatCompletionRequestSchema>;
export type ParsedChatCompletionRequest = z.output<typeof chatCompletionRequestSchema>;

const tokenLogprob = z.object({
  token: z.string(),
  logprob: z.number(),
  bytes: z.array(z.int().min(0).max(255)).nullable(),
});

const tokenLogprobs = z.array(tokenLogprob.extend({ top_logprobs: z.array(tokenLogprob) }));

const logprobs = z.object({
  content: tokenLogprobs.nullable(),
  refusal: z.null().optional(),
  reasoning_content: tokenLogprobs.optional().describe("Of the thinking. An extension."),
});

export type ChatLogprobs = z.infer<typeof logprobs>;
export type ChatTokenLogprob = z.infer<typeof tokenLogprobs>[number];

const finishReason = z.enum(["stop", "length", "tool_calls", "content_filter", "function_call"]);

const envelope = {
  id: z.string(),
  created: z.int().describe("Seconds since 1970."),
  model: z.string(),
  system_fingerprint: z.string().nullish(),
};

/** The whole answer. */
export const chatCompletionSchema = z.object({
  ...envelope,
  object: z.literal("chat.completion"),
  choices: z.array(
    z.object({
      index: z.int().min(0),
      message: z.object({
        role: z.literal("assistant"),
        content: z.string().nullable().describe("Null where the model did nothing but call tools."),
        reasoning_content: z
          .string()
          .nullish()
          .describe("The thinking. An extension, as DeepSeek, llama.cpp and vLLM have it."),
        tool_calls: z.array(toolCallSchema).optional(),
        refusal: z.string().nullish(),
      }),
      logprobs: logprobs.nullish(),
      finish_reason: finishReason,
    }),
  ),
  usage: usageSchema.optional(),
  timings: timingsSchema.optional(),
  prompt_logprobs: promptLogprobListSchema.optional(),
});

export type ChatCompletion = z.infer<typeof chatCompletionSchema>;

/** One event of a streamed answer. */
export const chatCompletionChunkSchema = z.object({
  ...envelope,
  object: z.literal("chat.completion.chunk"),
  choices: z
    .array(
      z.object({
        index: z.int().min(0),
        delta: z.object({
          role: z.literal("assistant").optional(),
          content: z.string().nullish(),
          reasoning_content: z.string().nullish(),
          tool_calls: z.array(toolCallDeltaSchema).optional(),
        }),
        logprobs: logprobs.nullish(),
        finish_reason: finishReason.nullish(),
      }),
    )
    .describe("Empty in the last chunk, the one with `usage`."),
  usage: usageSchema.nullish(),
  timings: timingsSchema.optional().describe("Beside a choice's `finish_reason`."),
});

export type ChatCompletionChunk = z.infer<typeof chatCompletionChunkSchema>;

export const chatCompletionOperation: Operation = {
  method: "POST",
  path: "/v1/chat/completions",
  group: "Chat and completions",
  summary: "An answer to a conversation",
  description:
    "With `stream: true`, chunks as they come, then `[DONE]`. Tools, thinking, `response_format`, log-probabilities and several choices are honoured; so are the extensions named in the schema.",
  request: chatCompletionRequestSchema,
  example: { messages: [{ role: "user", content: "Hello! Who are you?" }] },
  answer: { json: chatCompletionSchema, events: chatCompletionChunkSchema },
};
