import * as z from "zod";
import { boundedArray } from "./bounded-array.ts";
import { unsupportedUnless } from "./unsupported.ts";

export const maxTools = 128;
export const maxDescriptionLength = 32_768;
const maxSchemaLength = 65_536;

export const toolName = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, "1 to 64 letters, digits, underscores and dashes");

/** A JSON Schema of arguments. */
export const toolSchema = z
  .record(z.string(), z.unknown())
  .refine((schema) => JSON.stringify(schema).length <= maxSchemaLength, {
    error: `a JSON Schema of at most ${maxSchemaLength} characters`,
  });

const tool = z.strictObject({
  type: unsupportedUnless("function"),
  function: z.strictObject({
    name: toolName,
    description: z.string().max(maxDescriptionLength).nullish(),
    parameters: toolSchema.nullish().describe("JSON Schema of the arguments. Calls keep to it."),
    strict: z
      .boolean()
      .nullish()
      .describe("Whether a schema that can not be kept to in full is refused; else it is kept to as far as can be."),
  }),
});

const toolChoice = z.union([
  z.enum(["none", "auto", "required"]),
  z.strictObject({ type: z.literal("function"), function: z.strictObject({ name: z.string() }) }),
]);

/** What a chat's request says of tools. */
export const toolFields = {
  tools: boundedArray(tool, maxTools)
    .nullish()
    .describe('What the model may call; shown to it unless `tool_choice` is "none".'),
  tool_choice: toolChoice
    .nullish()
    .describe('"required": at least one call. A function: one call, of that one. Default "auto".'),
  parallel_tool_calls: z.boolean().nullish().describe("Where false, an answer has one call at most. Default true."),
};

interface ToolFields {
  readonly tools?: readonly Tool[] | null | undefined;
  readonly tool_choice?: z.infer<typeof toolChoice> | null | undefined;
}

/** What a `tool_choice` would have to be that the tools on offer allow; undefined where it is. */
export function expectedChoice({ tools, tool_choice }: ToolFields): string | undefined {
  if (tool_choice == null || tool_choice === "none" || tool_choice === "auto") return undefined;
  if (!tools?.length) return '"none" or "auto" without tools';
  if (tool_choice === "required") return undefined;
  const isOffered = tools.some((tool) => tool.function.name === tool_choice.function.name);
  return isOffered ? undefined : "the name of one of the tools";
}

/** A tool that the model may call. @see https://platform.openai.com/docs/guides/function-calling */
export type Tool = z.infer<typeof tool>;

const called = z.object({ name: z.string(), arguments: z.string().describe("A JSON object, as the model wrote it.") });

/** A tool call in an answer. */
export const toolCallSchema = z.object({ id: z.string(), type: z.literal("function"), function: called });

export type ToolCall = z.infer<typeof toolCallSchema>;

/** A part of a tool call in a stream: id, type and name come first, then the arguments, to be joined. */
export const toolCallDeltaSchema = toolCallSchema
  .partial({ id: true, type: true })
  .extend({ index: z.int().min(0), function: called.partial().optional() });

export type ToolCallDelta = z.infer<typeof toolCallDeltaSchema>;
