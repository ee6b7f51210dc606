import * as z from "zod";
import { boundedArray } from "../bounded-array.ts";
import { cacheControl } from "../cache-control.ts";
import { maxDescriptionLength, maxTools, toolName, toolSchema } from "../tools.ts";
import { unsupported } from "../unsupported.ts";

const maxExamples = 64;

const isDirect = (value: unknown) => Array.isArray(value) && value.every((caller) => caller === "direct");

export const anthropicTool = z.strictObject({
  type: unsupported<"custom">(
    (value) => value === "custom",
    'Only tools that the caller runs and describes with an input_schema are: leave out "type" and give one.',
  ),
  name: toolName,
  description: z.string().max(maxDescriptionLength).nullish(),
  input_schema: toolSchema.describe("JSON Schema of the input. Calls keep to it."),
  input_examples: boundedArray(z.record(z.string(), z.unknown()), maxExamples)
    .nullish()
    .describe("Shown to the model as the schema's `examples`."),
  strict: z
    .boolean()
    .nullish()
    .describe("Whether a schema that can not be kept to in full is refused; else it is kept to as far as can be."),
  defer_loading: z
    .boolean()
    .nullish()
    .describe("Not shown to the model before a `tool_reference` or a `tool_addition` names it."),
  allowed_callers: unsupported<"direct"[]>(isDirect),
  cache_control: cacheControl,
  eager_input_streaming: z
    .boolean()
    .nullish()
    .describe("Accepted and ignored: a call is sent as soon as it is certain to be one."),
});

/** Where true, an answer has one call at most. */
const disable_parallel_tool_use = z.boolean().nullish();

const toolChoice = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("auto"), disable_parallel_tool_use }),
  /** At least one call. */
  z.strictObject({ type: z.literal("any"), disable_parallel_tool_use }),
  /** One call, of this tool. */
  z.strictObject({ type: z.literal("tool"), name: z.string(), disable_parallel_tool_use }),
  z.strictObject({ type: z.literal("none") }),
]);

/** What a request says of tools. */
export const anthropicToolFields = {
  tools: boundedArray(anthropicTool, maxTools)
    .nullish()
    .describe('What the model may call; shown to it unless `tool_choice` is "none".'),
  tool_choice: toolChoice.nullish(),
};

export type AnthropicTool = z.infer<typeof anthropicTool>;
