import type { ChatCompletionChunk, Timings, ToolCall, Usage } from "@qwents/protocol";

/** An answer as far as it has come. */
export interface ChatAnswer {
  readonly content: string;
  readonly reasoning: string;
  /** Arguments are JSON once the call is whole, a beginning of it before. */
  readonly toolCalls: readonly ToolCall[];
  readonly finishReason: string | null;
  readonly usage?: Usage;
  readonly timings?: Timings;
}

export const emptyAnswer: ChatAnswer = { content: "", reasoning: "", toolCalls: [], finishReason: null };

/** The answer with one more chunk of it. */
export function withChunk(answer: ChatAnswer, { choices, usage, timings }: ChatCompletionChunk): ChatAnswer {
  const choice = choices[0];
  const delta = choice?.delta;
  return {
    content: answer.content + (delta?.content ?? ""),
    reasoning: answer.reasoning + (delta?.reasoning_content ?? ""),
    toolCalls: (delta?.tool_calls ?? []).reduce(withCallDelta, answer.toolCalls),
    finishReason: choice?.finish_reason ?? answer.finishReason,
    ...((usage ?? answer.usage) && { usage: (usage ?? answer.usage)! }),
    ...((timings ?? answer.timings) && { timings: (timings ?? answer.timings)! }),
  };
}

type CallDelta = NonNullable<ChatCompletionChunk["choices"][number]["delta"]["tool_calls"]>[number];

function withCallDelta(calls: readonly ToolCall[], delta: CallDelta): readonly ToolCall[] {
  const before = calls[delta.index];
  const call: ToolCall = {
    id: delta.id ?? before?.id ?? `call_${delta.index}`,
    type: "function",
    function: {
      name: (before?.function.name ?? "") + (delta.function?.name ?? ""),
      arguments: (before?.function.arguments ?? "") + (delta.function?.arguments ?? ""),
    },
  };
  return before === undefined ? [...calls, call] : calls.with(delta.index, call);
}
