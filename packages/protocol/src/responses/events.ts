import * as z from "zod";
import {
  responseLogprobSchema,
  responseOutputItemSchema,
  responseOutputTextSchema,
  responseReasoningTextSchema,
  responseResourceSchema,
  responseSummaryTextSchema,
} from "./resource.ts";

const index = z.int().min(0);

/** Events of a response count from 0. */
const numbered = { sequence_number: index };
const ofResponse = { ...numbered, response: responseResourceSchema };
const ofItem = { ...numbered, output_index: index };
const inItem = { ...ofItem, item_id: z.string() };
const inContent = { ...inItem, content_index: index };
const inSummary = { ...inItem, summary_index: index };
const logprobs = z.array(responseLogprobSchema);
const part = z.discriminatedUnion("type", [responseOutputTextSchema, responseReasoningTextSchema]);

/**
 * One event of a streamed answer, under its `type` as event name: the response's beginning, its items one after the
 * other, each with its parts, and the response as it is at last. An `error` precedes `response.failed`.
 * @see https://platform.openai.com/docs/api-reference/responses-streaming
 */
export const responseEventSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("response.created"), ...ofResponse }),
  z.object({ type: z.literal("response.queued"), ...ofResponse }),
  z.object({ type: z.literal("response.in_progress"), ...ofResponse }),
  z.object({ type: z.literal("response.output_item.added"), ...ofItem, item: responseOutputItemSchema }),
  z.object({ type: z.literal("response.output_item.done"), ...ofItem, item: responseOutputItemSchema }),
  z.object({ type: z.literal("response.content_part.added"), ...inContent, part }),
  z.object({ type: z.literal("response.content_part.done"), ...inContent, part }),
  z.object({ type: z.literal("response.output_text.delta"), ...inContent, delta: z.string(), logprobs }),
  z.object({ type: z.literal("response.output_text.done"), ...inContent, text: z.string(), logprobs }),
  z.object({ type: z.literal("response.reasoning_text.delta"), ...inContent, delta: z.string() }),
  z.object({ type: z.literal("response.reasoning_text.done"), ...inContent, text: z.string() }),
  z.object({
    type: z.literal("response.reasoning_summary_part.added"),
    ...inSummary,
    part: responseSummaryTextSchema,
  }),
  z.object({ type: z.literal("response.reasoning_summary_part.done"), ...inSummary, part: responseSummaryTextSchema }),
  z.object({ type: z.literal("response.reasoning_summary_text.delta"), ...inSummary, delta: z.string() }),
  z.object({ type: z.literal("response.reasoning_summary_text.done"), ...inSummary, text: z.string() }),
  z.object({ type: z.literal("response.function_call_arguments.delta"), ...inItem, delta: z.string() }),
  z.object({ type: z.literal("response.function_call_arguments.done"), ...inItem, arguments: z.string() }),
  z.object({ type: z.literal("response.completed"), ...ofResponse }),
  z.object({ type: z.literal("response.incomplete"), ...ofResponse }),
  z.object({ type: z.literal("response.failed"), ...ofResponse }),
  z.object({
    type: z.literal("error"),
    ...numbered,
    // Both where OpenAI's types and where its servers, and Open Responses, have them.
    code: z.string().nullable(),
    message: z.string(),
    param: z.string().nullable(),
    error: z.object({
      type: z.string(),
      code: z.string().nullable(),
      message: z.string(),
      param: z.string().nullable(),
    }),
  }),
]);

export type ResponseEvent = z.infer<typeof responseEventSchema>;
