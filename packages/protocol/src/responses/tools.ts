import * as z from "zod";
import { boundedArray } from "../bounded-array.ts";
import { refusing } from "../refusing.ts";
import { allowedMode, maxDescriptionLength, maxTools, toolFields, toolName, toolSchema } from "../tools.ts";
import { unsupported } from "../unsupported.ts";

const notRun = "The server runs no tools of its own: describe it as a function, and run it in the client.";

const refusedTools = Object.fromEntries(
  [
    "file_search",
    "web_search",
    "web_search_2025_08_26",
    "web_search_preview",
    "web_search_preview_2025_03_11",
    "computer",
    "computer_use_preview",
    "mcp",
    "code_interpreter",
    "programmatic_tool_calling",
    "image_generation",
    "local_shell",
    "shell",
    "custom",
    "namespace",
    "tool_search",
    "apply_patch",
  ].map((type) => [type, notRun]),
);

const isDirect = (value: unknown) => Array.isArray(value) && value.every((caller) => caller === "direct");

const tool = refusing(
  z.discriminatedUnion("type", [
    z.strictObject({
      type: z.literal("function"),
      name: toolName,
      description: z.string().max(maxDescriptionLength).nullish(),
      parameters: toolSchema.nullish().describe("JSON Schema of the arguments. Calls keep to it."),
      strict: z.boolean().nullish().describe("As of a chat's tool."),
      output_schema: z.unknown().optional().describe("Accepted and ignored: results are text."),
      allowed_callers: unsupported<"direct"[]>(isDirect),
      async: unsupported<false>((value) => value === false),
      defer_loading: unsupported<false>((value) => value === false),
    }),
  ]),
  refusedTools,
);

/** A tool that the model may call. */
export type ResponseTool = z.output<typeof tool>;

/** A chat's choice, where a function is named without a nested object. */
const namedFunction = z
  .strictObject({ type: z.literal("function"), name: z.string() })
  .transform(({ type, name }) => ({ type, function: { name } }));

const allowedTools = z
  .strictObject({
    type: z.literal("allowed_tools"),
    mode: allowedMode,
    tools: boundedArray(namedFunction, maxTools, 1),
  })
  .transform(({ type, mode, tools }) => ({ type, allowed_tools: { mode, tools } }));

const toolChoice = z
  .union([z.enum(["none", "auto", "required"]), z.discriminatedUnion("type", [namedFunction, allowedTools])])
  .nullish();

/** What a request says of tools. */
export const responseToolFields = {
  tools: boundedArray(tool, maxTools)
    .nullish()
    .describe('What the model may call; shown to it unless `tool_choice` is "none".'),
  tool_choice: toolChoice,
  parallel_tool_calls: toolFields.parallel_tool_calls,
};
