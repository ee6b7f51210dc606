import type { ToolDefinition } from "@qwents/engine";
import type { ParsedChatCompletionRequest } from "@qwents/protocol";

/** What a request says of tools, in a chat's words. */
export type ToolFields = Pick<ParsedChatCompletionRequest, "tools"> &
  Partial<Pick<ParsedChatCompletionRequest, "tool_choice">>;

/** What the model is shown, undefined if nothing. Without tools on offer, what looks like a call is content. */
export function offeredTools({ tools, tool_choice }: ToolFields): ToolDefinition[] | undefined {
  if (tool_choice === "none" || !tools?.length) return undefined;
  return tools.map(({ function: { name, description, parameters } }) => ({
    name,
    ...(description != null && { description }),
    ...(parameters != null && { parameters }),
  }));
}
