import type { ChatTemplateOptions, GenerateInput, GenerateRequest, TextGrammar, ToolCallStyle } from "@qwents/engine";
import type { ParsedAnthropicCountTokensRequest, ParsedAnthropicMessagesRequest } from "@qwents/protocol";
import { present } from "../present.ts";
import { toMessages, toSystem } from "./to-messages.ts";
import { shownTools, ToolDescriptions, toolGrammar } from "./tools.ts";

/** @throws ApiError 400 as `conversationToEngine` */
export function messagesToEngine(wire: ParsedAnthropicMessagesRequest, style: ToolCallStyle): GenerateRequest {
  const { temperature, top_p, top_k, stop_sequences, thinking, max_tokens } = wire;
  return {
    ...conversationToEngine(wire),
    sampling: present({ temperature, topP: top_p, topK: top_k === -1 ? 0 : top_k }),
    ...present({
      grammar: toolGrammar(wire, style, formatOf(wire)),
      stop: stop_sequences,
      thinkingBudget: thinking?.type === "enabled" ? thinking.budget_tokens : undefined,
    }),
    // A prompt is read by choosing what follows it.
    maxTokens: Math.max(1, max_tokens),
  };
}

function formatOf({ output_config }: ParsedAnthropicMessagesRequest): TextGrammar | undefined {
  const schema = output_config?.format?.schema;
  return schema === undefined ? undefined : { type: "json_schema", schema };
}

/** The prompt alone. @throws ApiError 400 for references to unknown tools */
export function conversationToEngine(wire: ParsedAnthropicCountTokensRequest): GenerateInput {
  const tools = new ToolDescriptions(wire);
  const lastUser = wire.messages.findLastIndex(({ role }) => role === "user");
  const turns = wire.messages.filter((turn, index) => !isCleared(turn, index < lastUser));
  return {
    messages: [...toSystem(wire.system), ...turns.flatMap((turn) => toMessages(turn, tools))],
    ...present({ tools: shownTools(wire) }),
    template: {
      ...toTemplateOptions(wire),
      // What the assistant has begun, it goes on with.
      ...(wire.messages.at(-1)?.role === "assistant" && { continueFinalMessage: true }),
    },
  };
}

type Turn = ParsedAnthropicCountTokensRequest["messages"][number];

/** Some system messages are for one turn of the user alone. */
function isCleared(turn: Turn, isBeforeLastUser: boolean): boolean {
  return turn.role === "system" && turn.clear_at === "next_user_message" && isBeforeLastUser;
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
