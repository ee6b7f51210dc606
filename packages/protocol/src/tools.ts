import * as z from "zod";
import { boundedArray } from "./bounded-array.ts";
import { cacheControl } from "./cache-control.ts";
import { unsupportedUnless } from "./unsupported.ts";

export const maxTools = 1024;
export const maxDescriptionLength = 32_768;
const maxSchemaLength = 65_536;

/** Also with what servers of tools put between their name and the tool's. */
export const toolName = z
  .string()
  .regex(/^[A-Za-z0-9_.:/-]{1,128}$/, "1 to 128 letters, digits, underscores, dashes, dots, colons and slashes");

/** A JSON Schema of arguments. */
export const toolSchema = z
  .record(z.string(), z.unknown())
  .refine((schema) => JSON.stringify(schema).length <= maxSchemaLength, {
    error: `a JSON Schema of at most ${maxSchemaLength} characters`,
  });

const tool = z.strictObject({
  type: unsupportedUnless("function"),
  cache_control: cacheControl,
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

const namedFunction = z.strictObject({
  type: z.literal("function"),
  function: z.strictObject({ name: z.string() }),
});

export const allowedMode = z.enum(["auto", "required"]);

const allowedTools = z.strictObject({
  type: z.literal("allowed_tools"),
  allowed_tools: z.strictObject({ mode: allowedMode, tools: boundedArray(namedFunction, maxTools, 1) }),
});

const toolChoice = z.union([
  z.enum(["none", "auto", "required"]),
  z.discriminatedUnion("type", [namedFunction, allowedTools]),
]);

/** What a chat's request says of tools. */
export const toolFields = {
  tools: boundedArray(tool, maxTools)
    .nullish()
    .describe('What the model may call; shown to it unless `tool_choice` is "none".'),
  tool_choice: toolChoice
    .nullish()
    .describe(
      '"required": at least one call. A function: one call, of that one. "allowed_tools": the model sees all, and calls these alone. Default "auto".',
    ),
  parallel_tool_calls: z.boolean().nullish().describe("Where false, an answer has one call at most. Default true."),
};

type ToolChoice = z.infer<typeof toolChoice>;

interface ToolFields {
  readonly tools?: readonly Tool[] | null | undefined;
  readonly tool_choice?: ToolChoice | null | undefined;
}

/** What a `tool_choice` would have to be that the tools on offer allow; undefined where it is. */
export function expectedChoice({ tools, tool_choice }: ToolFields): string | undefined {
  if (tool_choice == null || tool_choice === "none" || tool_choice === "auto") return undefined;
  if (!tools?.length) return '"none" or "auto" without tools';
  const offered = new Set(tools.map((tool) => tool.function.name));
  return namesIn(tool_choice).every((name) => offered.has(name)) ? undefined : "the name of one of the tools";
}

function namesIn(choice: ToolChoice): string[] {
  if (typeof choice === "string") return [];
  return choice.type === "function" ? [choice.function.name] : [...(allowedNames(choice) ?? [])];
}

/** The tools that alone may be called; undefined where all may. */
export function allowedNames(choice: ToolChoice | null | undefined): ReadonlySet<string> | undefined {
  if (typeof choice !== "object" || choice?.type !== "allowed_tools") return undefined;
  return new Set(choice.allowed_tools.tools.map((tool) => tool.function.name));
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
