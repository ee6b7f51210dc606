import * as z from "zod";
import { boundedArray } from "./bounded-array.ts";
import { cacheControl } from "./cache-control.ts";
import { isEmptyArray, unsupported, unsupportedUnless } from "./unsupported.ts";

const maxParts = 4096;
const name = z.string().max(256).nullish();

const textPart = z.strictObject({
  type: unsupportedUnless("text"),
  text: z.string(),
  cache_control: cacheControl,
});

const refusalPart = z.strictObject({ type: z.literal("refusal"), refusal: z.string() });

/** Plain text, or a list of parts; text is the only kind of part so far. */
const content = z.union([z.string(), boundedArray(textPart, maxParts, 1)]);

const toolCall = z.strictObject({
  id: z.string(),
  type: z.literal("function").default("function"),
  function: z.strictObject({ name: z.string(), arguments: z.string().describe("A JSON object, as text.") }),
  index: z.int().optional().describe("Left over from streamed answers; without meaning here."),
});

const systemMessage = z.strictObject({ role: z.enum(["system", "developer"]), content, name });
const userMessage = z.strictObject({ role: z.literal("user"), content, name });

/** An assistant's turn takes back what an answer's `message` holds, so that it can be appended as it came. */
const assistantMessage = z.strictObject({
  role: z.literal("assistant"),
  content: z.union([z.string(), boundedArray(z.union([textPart, refusalPart]), maxParts, 1)]).nullish(),
  reasoning_content: z.string().nullish(),
  tool_calls: boundedArray(toolCall, 128).nullish(),
  name,
  refusal: z.string().nullish().describe("The content where there is none."),
  audio: unsupported(),
  function_call: unsupported(undefined, "Use tool_calls, and messages of the role tool."),
  annotations: unsupported<never[]>(isEmptyArray),
});

const toolMessage = z.strictObject({ role: z.literal("tool"), content, tool_call_id: z.string(), name });

export const chatMessageSchema = z.discriminatedUnion("role", [
  systemMessage,
  userMessage,
  assistantMessage,
  toolMessage,
]);

export type ChatMessage = z.infer<typeof chatMessageSchema>;
