import * as z from "zod";
import { boundedArray } from "../bounded-array.ts";
import { maxDescriptionLength, toolSchema } from "../tools.ts";
import { unsupported } from "../unsupported.ts";
import { cacheControl } from "./cache-control.ts";

const maxTools = 1024;
const maxExamples = 64;

const isDirect = (value: unknown) => Array.isArray(value) && value.every((caller) => caller === "direct");

export const anthropicTool = z.strictObject({
  type: unsupported<"custom">(
    (value) => value === "custom",
    'Only tools that the caller runs and describes with an input_schema are: leave out "type" and give one.',
  ),
  name: z.string().regex(/^[A-Za-z0-9_-]{1,128}$/, "1 to 128 letters, digits, underscores and dashes"),
  description: z.string().max(maxDescriptionLength).nullish(),
  /** JSON Schema of the input. Calls keep to it. */
  input_schema: toolSchema,
  /** Shown to the model as the schema's `examples`. */
  input_examples: boundedArray(z.record(z.string(), z.unknown()), maxExamples).nullish(),
  /** Whether a schema that can not be kept to in full is refused; else it is kept to as far as can be. */
  strict: z.boolean().nullish(),
  /** Not shown to the model before a `tool_reference` or a `tool_addition` names it. */
  defer_loading: z.boolean().nullish(),
  allowed_callers: unsupported<"direct"[]>(isDirect),
  cache_control: cacheControl,
  /** Accepted and ignored: a call is sent as soon as it is certain to be one. */
  eager_input_streaming: z.boolean().nullish(),
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
  /** What the model may call; shown to it unless `tool_choice` is "none". */
  tools: boundedArray(anthropicTool, maxTools).nullish(),
  tool_choice: toolChoice.nullish(),
};

export type AnthropicTool = z.infer<typeof anthropicTool>;
