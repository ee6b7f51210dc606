import type { ChatCompletionRequest, Timings, ToolCall } from "@qwents/protocol";
import type { ToolResult } from "../car/car-tool.ts";

export interface DoneCall {
  readonly call: ToolCall;
  readonly result: ToolResult;
  /** Why it failed, for people; absent where it did not. */
  readonly fault?: string | undefined;
}

/** What the model said in one go: calls, or an answer, or both. */
export interface Step {
  readonly text: string;
  readonly calls: readonly DoneCall[];
}

/** What a person said, and all that came of it. */
export interface Exchange {
  readonly id: number;
  readonly said: string;
  readonly steps: readonly Step[];
  /** "stopped": by the person. */
  readonly state: "running" | "done" | "stopped" | "failed";
  readonly error?: unknown;
  /** Of the last step. */
  readonly timings?: Timings | undefined;
}

type ChatMessage = ChatCompletionRequest["messages"][number];

/** How many exchanges go with a request: the model was trained on short talks, and takes 4,096 tokens with the tools. */
const maxRemembered = 4;

/** The conversation as a request has it. What failed or was stopped is left out, as if it had not been said. */
export function messagesOf(exchanges: readonly Exchange[]): ChatMessage[] {
  const kept = exchanges.filter(({ state }) => state === "done" || state === "running");
  return kept
    .slice(-maxRemembered)
    .flatMap(({ said, steps }): ChatMessage[] => [
      { role: "user", content: said },
      ...steps.flatMap(({ text, calls }): ChatMessage[] => [
        { role: "assistant", content: text, ...(calls.length > 0 && { tool_calls: calls.map(({ call }) => call) }) },
        ...calls.map(
          ({ call, result }): ChatMessage => ({ role: "tool", tool_call_id: call.id, content: JSON.stringify(result) }),
        ),
      ]),
    ]);
}
