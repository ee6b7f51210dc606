import {
  type AnswerPart,
  parseToolCalls,
  ToolCallSplitter,
  type ToolCallStyle,
  type WrittenToolCall,
} from "@qwents/engine";
import type { ChatCompletion, ChatCompletionChunk, ToolCall } from "@qwents/protocol";
import { offeredTools, type ToolFields } from "./offered-tools.ts";

type Message = Pick<ChatCompletion["choices"][number]["message"], "content" | "tool_calls">;
/** News of an answer's content: text, or a part of a call. */
export type ContentDelta = ChatCompletionChunk["choices"][number]["delta"];

/** What a message says with `text`, the content of a whole answer. */
export function messageOf(text: string, request: ToolFields, style: ToolCallStyle): Message {
  const tools = offeredTools(request);
  if (tools === undefined) return { content: text };
  const { content, toolCalls } = parseToolCalls(text, { style, tools });
  if (toolCalls.length === 0) return { content };
  return {
    content: content === "" ? null : content,
    tool_calls: toolCalls.slice(0, maxCallsOf(request)).map(toWire),
  };
}

/** Makes deltas of the content of one streamed choice. */
export class ContentDeltas {
  readonly #splitter: ToolCallSplitter | undefined;
  readonly #maxCalls: number;
  #numCalls = 0;

  constructor(request: ToolFields, style: ToolCallStyle) {
    const tools = offeredTools(request);
    this.#splitter = tools && new ToolCallSplitter({ style, tools });
    this.#maxCalls = maxCallsOf(request);
  }

  get hasToolCalls(): boolean {
    return this.#numCalls > 0;
  }

  push(text: string): ContentDelta[] {
    if (text === "") return [];
    return this.#splitter?.push(text).flatMap((part) => this.#deltas(part)) ?? [{ content: text }];
  }

  /** What was held back, when no more text comes. */
  flush(): ContentDelta[] {
    return this.#splitter?.flush().flatMap((part) => this.#deltas(part)) ?? [];
  }

  #deltas(part: AnswerPart): ContentDelta[] {
    if (part.type === "content") return [{ content: part.text }];
    if (this.#numCalls === this.#maxCalls) return [];
    const index = this.#numCalls++;
    const { function: called, ...head } = toWire(part.toolCall);
    return [
      { tool_calls: [{ index, ...head, function: { name: called.name, arguments: "" } }] },
      { tool_calls: [{ index, function: { arguments: called.arguments } }] },
    ];
  }
}

function maxCallsOf({ parallel_tool_calls }: ToolFields): number {
  return parallel_tool_calls === false ? 1 : Number.POSITIVE_INFINITY;
}

/** OpenAI takes ids back up to 40 characters. */
function toWire({ name, arguments: written }: WrittenToolCall): ToolCall {
  const id = `call_${crypto.randomUUID().replaceAll("-", "")}`;
  return { id, type: "function", function: { name, arguments: written } };
}
