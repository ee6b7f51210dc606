import * as z from "zod";
import { boundedArray } from "../bounded-array.ts";
import { chatCompletionRequestSchema } from "../chat-completions.ts";
import type { Operation } from "../openapi/operation.ts";
import { jsonObjectFormat, jsonSchemaFormat, textFormat } from "../output-format.ts";
import { deliveryFields, samplingFields } from "../sampling-fields.ts";
import { reasoningEffort, thinkingFields } from "../thinking-fields.ts";
import { isEmptyArray, unsupported } from "../unsupported.ts";
import { responseEventSchema } from "./events.ts";
import { responseItemSchema } from "./items.ts";
import { responseResourceSchema } from "./resource.ts";
import { responseToolFields } from "./tools.ts";

const maxItems = 16_384;
const maxMetadata = 16;

const { verbosity } = chatCompletionRequestSchema.shape;

const summary = z.enum(["auto", "concise", "detailed"]).nullish();

const reasoning = z.strictObject({
  effort: reasoningEffort.nullish(),
  summary: summary.describe(
    "Thoughts come as summaries: whole, as nobody summarises them. For clients that show nothing else.",
  ),
  generate_summary: summary,
  context: z
    .enum(["auto", "current_turn", "all_turns"])
    .nullish()
    .describe('"all_turns": earlier thoughts stay in the prompt, where the template knows of it.'),
  mode: unsupported<"standard">((value) => value === "standard"),
});

/** A chat's `response_format`, where a schema and its name stand beside the type. */
const namedFormat = jsonSchemaFormat
  .extend({ type: z.literal("json_schema") })
  .transform(({ type, ...json_schema }) => ({ type, json_schema }));

const format = z.discriminatedUnion("type", [textFormat, jsonObjectFormat, namedFormat]).nullish();

const includable = z.enum([
  "reasoning.encrypted_content",
  "message.output_text.logprobs",
  // Accepted and ignored: answers never have what these would show.
  "file_search_call.results",
  "web_search_call.results",
  "web_search_call.action.sources",
  "message.input_image.image_url",
  "computer_call_output.output.image_url",
  "code_interpreter_call.outputs",
]);

const metadata = z
  .record(z.string().max(64), z.string().max(512))
  .refine((value) => Object.keys(value).length <= maxMetadata, { error: `an object of at most ${maxMetadata} fields` });

/**
 * `POST /v1/responses`. Every field of OpenAI's is known by name: honoured, ignored where that is harmless, or refused.
 * @see https://platform.openai.com/docs/api-reference/responses/create
 */
export const responseRequestSchema = z
  .strictObject({
    model: deliveryFields.model,
    input: z.union([z.string(), boundedArray(responseItemSchema, maxItems, 1)]),
    instructions: z
      .string()
      .nullish()
      .describe("Said before everything else. Not inherited by what follows on this response."),
    previous_response_id: z
      .string()
      .max(256)
      .nullish()
      .describe("A response that is kept here: its conversation precedes the input."),
    store: z
      .boolean()
      .nullish()
      .describe("Whether the answer is kept for a while, to be read and to be followed on. Default true."),
    background: z
      .boolean()
      .nullish()
      .describe("Answers at once, and goes on by itself: the response is there to be asked for."),
    stream: z.boolean().nullish(),
    stream_options: z
      .strictObject({ include_obfuscation: z.boolean().nullish() })
      .nullish()
      .describe("Accepted and ignored: nothing is padded here."),
    include: boundedArray(includable, 32).nullish(),
    metadata: metadata.nullish(),
    max_output_tokens: z.int().min(1).nullish().describe("Thinking counts."),
    max_tool_calls: z.int().min(1).nullish().describe("Of tools that the server runs: there are none."),
    reasoning: reasoning.nullish(),
    text: z.strictObject({ format, verbosity }).nullish(),
    top_logprobs: z.int().min(0).max(20).nullish(),
    ...samplingFields,
    ...thinkingFields,
    ...responseToolFields,
    conversation: unsupported(() => false, "Use previous_response_id, or send the whole conversation."),
    prompt: unsupported(() => false, "Prompts are not kept here: send its text."),
    context_management: unsupported<never[]>(isEmptyArray),
    moderation: unsupported(),
    image: unsupported(),
    // Accepted and ignored: none of these changes an answer.
    access_programs: z.unknown().optional(),
    client_metadata: z.unknown().optional(),
    prompt_cache_key: z.string().nullish(),
    prompt_cache_options: z.unknown().optional(),
    prompt_cache_retention: z.string().nullish(),
    safety_identifier: z.string().nullish(),
    service_tier: z.string().nullish(),
    user: deliveryFields.user,
  })
  .check(({ value: { background, store }, issues }) => {
    if (background !== true || store !== false) return;
    issues.push({ code: "custom", path: ["store"], input: store, message: "true with background" });
  });

/** A request as it is written: what has a default may be left out. */
export type ResponseRequest = z.input<typeof responseRequestSchema>;
export type ParsedResponseRequest = z.output<typeof responseRequestSchema>;

export const createResponseOperation: Operation = {
  method: "POST",
  path: "/v1/responses",
  group: "Responses",
  summary: "An answer to a conversation that the server may keep",
  description:
    "With `stream: true`, events under the names of their `type`, then `[DONE]`. With `background: true`, an answer at once that goes on by itself.",
  request: responseRequestSchema,
  example: { input: "Hello! Who are you?" },
  answer: { json: responseResourceSchema, events: responseEventSchema },
};
