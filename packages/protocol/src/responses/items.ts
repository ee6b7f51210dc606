import * as z from "zod";
import { boundedArray } from "../bounded-array.ts";
import { refusing } from "../refusing.ts";

const maxParts = 4096;

/** Items get ids of their own where they are kept; those that clients give only matter to references. */
const id = z.string().max(256).nullish();
const status = z.enum(["in_progress", "completed", "incomplete"]).nullish();
const ignored = z.unknown().optional();

const textOnly = "Only text is read: put what it says into a part of the type input_text.";
const unreadParts = {
  input_image: "Images cannot be read yet: say in a part of the type input_text what it shows.",
  input_file: textOnly,
  input_audio: textOnly,
};

const inputText = z.strictObject({ type: z.literal("input_text"), text: z.string() });

const outputText = z.strictObject({
  type: z.literal("output_text"),
  text: z.string(),
  // Accepted and ignored: what an answer has beside its text.
  annotations: ignored,
  logprobs: ignored,
  parsed: ignored,
});

const refusal = z.strictObject({ type: z.literal("refusal"), refusal: z.string() });

const part = refusing(z.discriminatedUnion("type", [inputText, outputText, refusal]), unreadParts);

/** Plain text, or a list of parts; text is the only kind of part so far. */
const content = z.union([z.string(), boundedArray(part, maxParts)]);

const message = z.strictObject({
  type: z.literal("message"),
  id,
  role: z.enum(["user", "assistant", "system", "developer"]),
  content,
  status,
  phase: z
    .enum(["commentary", "final_answer"])
    .nullish()
    .describe("Accepted and ignored: whether an answer was the last one of its turn."),
});

const functionCall = z.strictObject({
  type: z.literal("function_call"),
  id,
  call_id: z.string().min(1).max(256),
  name: z.string().min(1).max(256),
  arguments: z.string().describe("A JSON object, as text."),
  status,
  // Accepted and ignored: what the client's helpers leave there.
  caller: ignored,
  parsed_arguments: ignored,
});

const functionCallOutput = z.strictObject({
  type: z.literal("function_call_output"),
  id,
  call_id: z.string().min(1).max(256),
  output: content,
  status,
});

const summaryText = z.strictObject({ type: z.literal("summary_text"), text: z.string() });
const reasoningText = z.strictObject({ type: z.literal("reasoning_text"), text: z.string() });

/** An earlier thought, as an answer had it: shown, as a summary, or hidden in `encrypted_content`. */
const reasoning = z.strictObject({
  type: z.literal("reasoning"),
  id,
  summary: boundedArray(summaryText, maxParts).nullish(),
  content: boundedArray(reasoningText, maxParts).nullish(),
  encrypted_content: z.string().nullish(),
  status,
});

/** What a conversation was made shorter to, by `POST /v1/responses/compact` of this server. */
const compaction = z.strictObject({
  type: z.literal("compaction"),
  id,
  encrypted_content: z.string().min(1),
  status,
  created_by: ignored,
});

/** An item of an earlier response that is kept here. */
const itemReference = z.strictObject({ type: z.literal("item_reference"), id: z.string().max(256) });

const notRun = "The server runs no tools: leave the item out.";
const functionsAlone = "Only functions can be called: tell of them as function_call and function_call_output.";

const known = refusing(
  z.discriminatedUnion("type", [message, functionCall, functionCallOutput, reasoning, compaction, itemReference]),
  {
    ...Object.fromEntries(
      [
        "file_search_call",
        "web_search_call",
        "image_generation_call",
        "code_interpreter_call",
        "mcp_list_tools",
        "mcp_approval_request",
        "mcp_approval_response",
        "mcp_call",
        "tool_search_call",
        "tool_search_output",
        "program",
        "program_output",
      ].map((type) => [type, notRun]),
    ),
    ...Object.fromEntries(
      [
        "computer_call",
        "computer_call_output",
        "local_shell_call",
        "local_shell_call_output",
        "shell_call",
        "shell_call_output",
        "apply_patch_call",
        "apply_patch_call_output",
        "custom_tool_call",
        "custom_tool_call_output",
      ].map((type) => [type, functionsAlone]),
    ),
    compaction_trigger: 'Nothing is compacted here: "truncation": "auto" leaves out the oldest turns.',
    additional_tools: "Name all tools in 'tools'.",
  },
);

/** `type` may be left out where the other fields tell it. */
export const responseItemSchema = z.unknown().transform(withType).pipe(known);

function withType(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  if ("type" in value && value.type != null) return value;
  if ("role" in value) return { ...value, type: "message" };
  return "id" in value && Object.keys(value).every((key) => key === "id" || key === "type")
    ? { ...value, type: "item_reference" }
    : value;
}

/** An item of a conversation, as requests write it. */
export type ResponseItem = z.output<typeof responseItemSchema>;
export type ResponseContent = z.infer<typeof content>;
