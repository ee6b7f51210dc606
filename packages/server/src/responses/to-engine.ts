import type { Conversation as EngineConversation, GenerateRequest, ModelInfo } from "@qwents/engine";
import type { ParsedResponseRequest } from "@qwents/protocol";
import type { ToolFields } from "../offered-tools.ts";
import { type ChatFields, messagesToEngine, requestsToEngine } from "../to-engine.ts";
import type { Conversation } from "./conversation.ts";
import { toMessages } from "./to-messages.ts";

/** @throws ApiError 400 for what only shows once it is translated */
export function responseToEngine(
  wire: ParsedResponseRequest,
  conversation: Conversation,
  info: ModelInfo,
): GenerateRequest {
  const [request] = requestsToEngine(chatFieldsOf(wire), promptOfResponse(wire, conversation), info);
  return request;
}

/** The prompt alone. @throws ApiError 400 as `responseToEngine` */
export function promptOfResponse(wire: ParsedResponseRequest, conversation: Conversation): EngineConversation {
  const instructions = wire.instructions ? [{ role: "system" as const, content: wire.instructions }] : [];
  return messagesToEngine(chatFieldsOf(wire), [...instructions, ...toMessages(conversation)]);
}

/** What the request says of tools, in a chat's words. */
export function toolFieldsOf({ tools, tool_choice }: ParsedResponseRequest): ToolFields & {
  readonly tools: ToolFields["tools"];
} {
  return {
    tools: tools?.map(({ name, description, parameters, strict }) => ({
      type: "function",
      function: { name, description, parameters, strict },
    })),
    tool_choice,
  };
}

/** What the request says beside its conversation, in a chat's words. */
function chatFieldsOf(wire: ParsedResponseRequest): ChatFields {
  return {
    ...wire,
    ...toolFieldsOf(wire),
    stream_options: undefined,
    max_completion_tokens: wire.max_output_tokens,
    reasoning_effort: wire.reasoning?.effort,
    preserve_thinking: wire.preserve_thinking ?? keepsThoughts(wire),
    response_format: wire.text?.format,
    logprobs: wantsLogprobs(wire),
  };
}

function keepsThoughts({ reasoning }: ParsedResponseRequest): boolean | undefined {
  const context = reasoning?.context ?? "auto";
  return context === "auto" ? undefined : context === "all_turns";
}

function wantsLogprobs({ include, top_logprobs }: ParsedResponseRequest): boolean {
  return include?.includes("message.output_text.logprobs") === true || (top_logprobs ?? 0) > 0;
}
