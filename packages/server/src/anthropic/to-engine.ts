import type { ChatTemplateOptions, GenerateInput, GenerateRequest, ToolDefinition } from "@qwents/engine";
import type {
  AnthropicTool,
  ParsedAnthropicCountTokensRequest,
  ParsedAnthropicMessagesRequest,
} from "@qwents/protocol";
import { present } from "../present.ts";
import { toMessages, toSystem } from "./to-messages.ts";

export function messagesToEngine(wire: ParsedAnthropicMessagesRequest): GenerateRequest {
  const { temperature, top_p, top_k, stop_sequences, thinking, max_tokens } = wire;
  return {
    ...conversationToEngine(wire),
    sampling: present({ temperature, topP: top_p, topK: top_k === -1 ? 0 : top_k }),
    ...present({
      stop: stop_sequences,
      thinkingBudget: thinking?.type === "enabled" ? thinking.budget_tokens : undefined,
    }),
    // A prompt is read by choosing what follows it.
    maxTokens: Math.max(1, max_tokens),
  };
}

/** The prompt alone. */
export function conversationToEngine(wire: ParsedAnthropicCountTokensRequest): GenerateInput {
  return {
    messages: [...toSystem(wire.system), ...wire.messages.flatMap(toMessages)],
    ...present({ tools: offeredTools(wire) }),
    template: toTemplateOptions(wire),
  };
}

type ToolFields = Pick<ParsedAnthropicCountTokensRequest, "tools" | "tool_choice">;

/** What the model is shown, undefined if nothing. Without tools on offer, what looks like a call is text. */
export function offeredTools({ tools, tool_choice }: ToolFields): ToolDefinition[] | undefined {
  return tool_choice?.type === "none" || !tools?.length ? undefined : tools.map(toTool);
}

function toTool({ name, description, input_schema, input_examples }: AnthropicTool): ToolDefinition {
  const parameters = input_examples?.length ? { ...input_schema, examples: input_examples } : input_schema;
  return { name, ...present({ description }), parameters };
}

function toTemplateOptions({
  thinking,
  output_config,
  context_management,
}: ParsedAnthropicCountTokensRequest): ChatTemplateOptions {
  const keepsThoughts = context_management?.edits?.some(
    ({ type, keep }) => type.startsWith("clear_thinking") && keep === "all",
  );
  return {
    enableThinking: thinking?.type === "enabled" || thinking?.type === "adaptive",
    ...present({ reasoningEffort: output_config?.effort, preserveThinking: keepsThoughts || undefined }),
  };
}
