import * as z from "zod";
import { boundedArray } from "../bounded-array.ts";
import type { Operation } from "../openapi/operation.ts";
import { toolFields } from "../tools.ts";
import { answerEnvelope, answerFields, noImages } from "./common.ts";

/** Of one conversation. */
export const maxOllamaMessages = 16_384;

const toolCall = z.strictObject({
  id: z.string().nullish(),
  type: z.literal("function").nullish(),
  function: z.strictObject({
    index: z.int().nullish(),
    name: z.string(),
    arguments: z.record(z.string(), z.unknown()),
  }),
});

const roles = ["system", "user", "assistant", "tool"] as const;

/** A turn; an answer's `message` can be appended as it came. */
export const ollamaMessageSchema = z.strictObject({
  role: z.enum(roles),
  content: z.string().nullish(),
  thinking: z.string().nullish().describe("An assistant's."),
  images: noImages,
  tool_calls: boundedArray(toolCall, 128).nullish(),
  tool_name: z.string().max(256).nullish().describe("Of a tool's result."),
  tool_call_id: z.string().max(256).nullish(),
});

export type OllamaMessage = z.output<typeof ollamaMessageSchema>;

/**
 * `POST /api/chat`
 * @see https://docs.ollama.com/api/chat
 */
export const ollamaChatRequestSchema = z.strictObject({
  ...answerFields,
  messages: boundedArray(ollamaMessageSchema, maxOllamaMessages)
    .nullish()
    .describe("None: nothing is answered, which is how clients load a model."),
  tools: toolFields.tools,
});

export type OllamaChatRequest = z.input<typeof ollamaChatRequestSchema>;
export type ParsedOllamaChatRequest = z.output<typeof ollamaChatRequestSchema>;

const answeredCall = z.object({
  id: z.string(),
  function: z.object({ index: z.int().min(0), name: z.string(), arguments: z.record(z.string(), z.unknown()) }),
});

/** A whole answer, or a line of a streamed one. */
export const ollamaChatResponseSchema = z.object({
  ...answerEnvelope,
  message: z.object({
    role: z.literal("assistant"),
    content: z.string(),
    thinking: z.string().optional(),
    tool_calls: z.array(answeredCall).optional(),
  }),
});

export type OllamaChatResponse = z.infer<typeof ollamaChatResponseSchema>;
export type OllamaToolCall = z.infer<typeof answeredCall>;

export const ollamaChatOperation: Operation = {
  method: "POST",
  path: "/api/chat",
  protocol: "ollama",
  group: "Ollama's protocol",
  summary: "An answer to a conversation",
  description: "Streams lines of JSON unless `stream` is false.",
  request: ollamaChatRequestSchema,
  example: { model: "default", messages: [{ role: "user", content: "Hello! Who are you?" }], stream: false },
  answer: { json: ollamaChatResponseSchema, lines: ollamaChatResponseSchema },
};
