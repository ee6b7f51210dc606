import type { ChatMessage } from "@qwents/engine";
import type { Turn } from "../data/transcript.ts";

/** A turn as a request has it. */
export function messagesOf(turn: Turn): ChatMessage[] {
  if (turn.role === "user") return [{ role: "user", content: turn.content }];
  if (turn.role === "tool") return turn.contents.map((content) => ({ role: "tool", content }));
  const toolCalls = turn.calls?.map((call, i) => ({ id: `call_${i}`, ...call }));
  return [{ role: "assistant", content: turn.content, ...(toolCalls && { toolCalls }) }];
}
