import type { ChatMessage, GenerateRequest, ModelInfo } from "@qwents/engine";
import type { KeyLimits } from "../access/api-key.ts";
import type { Conversation } from "./conversation.ts";
import { toMessages } from "./to-messages.ts";

const instruction =
  "Summarise this conversation for someone who has to go on with it and knows nothing else of it: what was asked for, what was " +
  "found out and done, with names, numbers and paths as they are, what was decided, and what is still to be done. Nothing else.";

const maxSummaryTokens = 2048;

/**
 * Has the model summarise a conversation, of which the oldest turns are left out if it does not fit.
 * @param limits the caller's, to which the summary is held
 */
export function summaryRequest(
  conversation: Conversation,
  instructions: string | undefined,
  { contextLength }: ModelInfo,
  { maxTokens = maxSummaryTokens }: KeyLimits,
): GenerateRequest {
  const system: ChatMessage[] = instructions ? [{ role: "system", content: instructions }] : [];
  return {
    messages: [...system, ...toMessages(conversation), { role: "user", content: instruction }],
    template: { enableThinking: false },
    maxTokens: Math.min(maxSummaryTokens, maxTokens, Math.floor(contextLength / 4)),
    truncation: "auto",
  };
}
