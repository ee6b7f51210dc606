import * as z from "zod";
import { boundedArray } from "../bounded-array.ts";
import { cacheControl } from "../cache-control.ts";
import { refusing } from "../refusing.ts";
import { unsupported } from "../unsupported.ts";
import { anthropicTool } from "./tools.ts";

const maxBlocks = 4096;

const textBlock = z.strictObject({
  type: z.literal("text"),
  text: z.string(),
  cache_control: cacheControl,
  citations: z.unknown().optional().describe("Accepted and ignored."),
});

/** An earlier thought, as an answer had it. */
const thinkingBlock = z.strictObject({ type: z.literal("thinking"), thinking: z.string(), signature: z.string() });

/** A thought that only who made it can read. Accepted and left out. */
const redactedThinkingBlock = z.strictObject({ type: z.literal("redacted_thinking"), data: z.string() });

const toolUseBlock = z.strictObject({
  type: z.literal("tool_use"),
  id: z.string(),
  name: z.string(),
  input: z.record(z.string(), z.unknown()),
  cache_control: cacheControl,
  caller: z.unknown().optional().describe("Accepted and ignored: the model itself is the only caller here."),
});

const textOnly = "Only text is read: put what it says into a text block.";
const imagesUnread = "Images cannot be read yet: say in a text block what it shows.";
const notRun = "The server runs no tools: leave the block out.";

const unreadBlocks = { image: imagesUnread, document: textOnly, search_result: textOnly, container_upload: textOnly };

/** Stands for the description of a tool with `defer_loading`, which the model gets to read here. */
const toolReferenceBlock = z.strictObject({
  type: z.literal("tool_reference"),
  tool_name: z.string(),
  cache_control: cacheControl,
});

const resultContent = refusing(z.discriminatedUnion("type", [textBlock, toolReferenceBlock]), {
  ...unreadBlocks,
  browser_state: textOnly,
});

const toolResultBlock = z.strictObject({
  type: z.literal("tool_result"),
  tool_use_id: z.string(),
  content: z.union([z.string(), boundedArray(resultContent, maxBlocks)]).nullish(),
  is_error: z.boolean().nullish(),
  cache_control: cacheControl,
});

const userBlock = refusing(z.discriminatedUnion("type", [textBlock, toolResultBlock]), unreadBlocks);

const assistantBlock = refusing(
  z.discriminatedUnion("type", [textBlock, thinkingBlock, redactedThinkingBlock, toolUseBlock]),
  {
    ...unreadBlocks,
    server_tool_use: notRun,
    web_search_tool_result: notRun,
    web_fetch_tool_result: notRun,
    code_execution_tool_result: notRun,
    bash_code_execution_tool_result: notRun,
    text_editor_code_execution_tool_result: notRun,
    tool_search_tool_result: notRun,
    mcp_tool_use: notRun,
    mcp_tool_result: notRun,
  },
);

/** Plain text, or text blocks. */
export const anthropicText = z.union([z.string(), boundedArray(textBlock, maxBlocks)]);

const userMessage = z.strictObject({
  role: z.literal("user"),
  content: z.union([z.string(), boundedArray(userBlock, maxBlocks, 1)]),
});

/** Takes back the `content` of an answer as it came, an empty one too. */
const assistantMessage = z.strictObject({
  role: z.literal("assistant"),
  content: z.union([z.string(), boundedArray(assistantBlock, maxBlocks)]),
});

const namedTool = z.strictObject({ type: z.literal("tool_reference"), name: z.string() });
const definedTool = z.strictObject({ type: z.literal("tool_definition"), definition: anthropicTool });

const toolAdditionBlock = z.strictObject({
  type: z.literal("tool_addition"),
  tool: z.discriminatedUnion("type", [namedTool, definedTool]),
  cache_control: cacheControl,
});

const toolRemovalBlock = z.strictObject({
  type: z.literal("tool_removal"),
  tool: z.discriminatedUnion("type", [namedTool]),
  cache_control: cacheControl,
});

const systemBlock = z.discriminatedUnion("type", [textBlock, toolAdditionBlock, toolRemovalBlock]);

const systemMessage = z.strictObject({
  role: z.literal("system"),
  content: z.union([z.string(), boundedArray(systemBlock, maxBlocks)]),
  clear_at: z
    .enum(["never", "next_user_message"])
    .nullish()
    .describe('"next_user_message": it is left out once there is a later message of the user.'),
  output_config: unsupported(),
});

export const anthropicTurnSchema = z.discriminatedUnion("role", [userMessage, assistantMessage, systemMessage]);

export type AnthropicText = z.infer<typeof anthropicText>;
export type AnthropicTurn = z.infer<typeof anthropicTurnSchema>;
export type AnthropicToolResult = z.infer<typeof toolResultBlock>;
export type AnthropicThinking = z.infer<typeof thinkingBlock>;
