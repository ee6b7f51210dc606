import * as z from "zod";
import { boundedArray } from "./bounded-array.ts";
import { unsupported } from "./unsupported.ts";

export const maxTools = 128;
export const maxDescriptionLength = 32_768;
const maxSchemaLength = 65_536;

export const toolName = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, "1 to 64 letters, digits, underscores and dashes");

/** A JSON Schema, for the model to read. */
export const toolSchema = z
  .record(z.string(), z.unknown())
  .refine((schema) => JSON.stringify(schema).length <= maxSchemaLength, {
    error: `a JSON Schema of at most ${maxSchemaLength} characters`,
  });

export const unsupportedStrict = unsupported<false>(
  (value) => value === false,
  "Arguments that are certain to follow their schema need grammar-constrained decoding, which does not exist yet: " +
    "leave it out and check them.",
);

/** What to say to who forces a call. */
export const unsupportedChoice =
  'Forcing a call needs grammar-constrained decoding, which does not exist yet: use "auto" or "none".';

const tool = z.strictObject({
  type: z.custom<"function">((value) => value === "function", { error: '"function"', params: { unsupported: true } }),
  function: z.strictObject({
    name: toolName,
    description: z.string().max(maxDescriptionLength).nullish(),
    /** JSON Schema of the arguments, for the model to read: calls are not checked against it. */
    parameters: toolSchema.nullish(),
    strict: unsupportedStrict,
  }),
});

/** What a chat's request says of tools. */
export const toolFields = {
  /** What the model may call; shown to it unless `tool_choice` is "none". */
  tools: boundedArray(tool, maxTools).nullish(),
  tool_choice: unsupported<"none" | "auto">((value) => value === "none" || value === "auto", unsupportedChoice),
  /** Where false, an answer's calls after its first are left out. Default true. */
  parallel_tool_calls: z.boolean().nullish(),
};

/** A tool that the model may call. @see https://platform.openai.com/docs/guides/function-calling */
export type Tool = z.infer<typeof tool>;

const called = z.object({ name: z.string(), /** A JSON object, as the model wrote it. */ arguments: z.string() });

/** A tool call in an answer. */
export const toolCallSchema = z.object({ id: z.string(), type: z.literal("function"), function: called });

export type ToolCall = z.infer<typeof toolCallSchema>;

/** A part of a tool call in a stream: id, type and name come first, then the arguments, to be joined. */
export const toolCallDeltaSchema = toolCallSchema
  .partial({ id: true, type: true })
  .extend({ index: z.int().min(0), function: called.partial().optional() });

export type ToolCallDelta = z.infer<typeof toolCallDeltaSchema>;
