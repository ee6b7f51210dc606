import type { ToolDefinition } from "@qwents/engine";
import { type AnthropicTool, invalidRequest, type ParsedAnthropicCountTokensRequest } from "@qwents/protocol";
import { present } from "../present.ts";

type Conversation = Pick<ParsedAnthropicCountTokensRequest, "messages" | "tools" | "tool_choice">;

export type Tools = ReadonlyMap<string, ToolDefinition>;

/** What is in front of the conversation, undefined if nothing. The model reads of deferred tools where they are named. */
export function shownTools({ tools, tool_choice }: Conversation): ToolDefinition[] | undefined {
  const shown = tools?.filter(({ defer_loading }) => defer_loading !== true);
  return tool_choice?.type === "none" || !shown?.length ? undefined : shown.map(toTool);
}

/** All that may be called, undefined if nothing: what looks like a call is text then. */
export function callableTools(conversation: Conversation): ToolDefinition[] | undefined {
  const tools = [...toolsOf(conversation).values()];
  return conversation.tool_choice?.type === "none" || tools.length === 0 ? undefined : tools;
}

/** All that a request describes, by name: also what joins later, in a system message. */
export function toolsOf({ tools, messages }: Conversation): Tools {
  const added = messages.flatMap((turn) => (turn.role === "system" && Array.isArray(turn.content) ? turn.content : []));
  const defined = added.flatMap((block) =>
    block.type === "tool_addition" && block.tool.type === "tool_definition" ? [block.tool.definition] : [],
  );
  return new Map([...(tools ?? []), ...defined].map((tool) => [tool.name, toTool(tool)]));
}

/** Tools described inside the conversation, as text; nothing for none. @throws ApiError 400 for unknown ones */
export function describeTools(names: readonly string[], tools: Tools): string {
  if (names.length === 0) return "";
  const lines = names.map((name) => `<function>${JSON.stringify(toolNamed(name, tools))}</function>`);
  return ["<functions>", ...lines, "</functions>"].join("\n");
}

function toolNamed(name: string, tools: Tools): ToolDefinition {
  const tool = tools.get(name);
  if (tool !== undefined) return tool;
  const message = `'tools': expected a tool "${name.slice(0, 128)}", because the conversation refers to it. Add it.`;
  throw invalidRequest(message, "invalid_value", "tools");
}

function toTool({ name, description, input_schema, input_examples }: AnthropicTool): ToolDefinition {
  const parameters = input_examples?.length ? { ...input_schema, examples: input_examples } : input_schema;
  return { name, ...present({ description }), parameters };
}
