import { type StreamedAnswerPart, StreamedToolCallSplitter, type ToolCallStyle } from "@qwents/engine";
import type { ChatCompletion, ChatCompletionChunk, ToolCall } from "@qwents/protocol";
import { offeredTools, type ToolFields } from "./offered-tools.ts";

type Message = Pick<ChatCompletion["choices"][number]["message"], "content" | "tool_calls">;
/** News of an answer's content: text, or a part of a call. */
export type ContentDelta = ChatCompletionChunk["choices"][number]["delta"];

/** What a message says with `text`, the content of a whole answer: what the deltas of a streamed one add up to. */
export function messageOf(text: string, request: ToolFields, style: ToolCallStyle): Message {
  if (offeredTools(request) === undefined) return { content: text };
  const deltas = new ContentDeltas(request, style);
  let content = "";
  const calls: ToolCall[] = [];
  for (const delta of [...deltas.push(text), ...deltas.flush()]) {
    content += delta.content ?? "";
    for (const { id, function: called } of delta.tool_calls ?? []) {
      if (id !== undefined) calls.push({ id, type: "function", function: { name: called?.name ?? "", arguments: "" } });
      calls[calls.length - 1].function.arguments += called?.arguments ?? "";
    }
  }
  if (calls.length === 0) return { content };
  return { content: content === "" ? null : content, tool_calls: calls };
}

/** Makes deltas of the content of one streamed choice. */
export class ContentDeltas {
  readonly #splitter: StreamedToolCallSplitter | undefined;
  #numCalls = 0;
  #isInCall = false;

  constructor(request: ToolFields, style: ToolCallStyle) {
    const tools = offeredTools(request);
    this.#splitter = tools && new StreamedToolCallSplitter({ style, tools });
  }

  get hasToolCalls(): boolean {
    return this.#numCalls > 0;
  }

  /** Whether a call has begun and not ended yet. */
  get isInCall(): boolean {
    return this.#isInCall;
  }

  push(text: string): ContentDelta[] {
    if (text === "") return [];
    return this.#splitter?.push(text).flatMap((part) => this.#deltas(part)) ?? [{ content: text }];
  }

  /** What was held back, when no more text comes. */
  flush(): ContentDelta[] {
    return this.#splitter?.flush().flatMap((part) => this.#deltas(part)) ?? [];
  }

  #deltas(part: StreamedAnswerPart): ContentDelta[] {
    switch (part.type) {
      case "content":
        return [{ content: part.text }];
      case "toolCallBegin":
        this.#isInCall = true;
        return [this.#begin(part.name)];
      case "toolCallArguments":
        return [{ tool_calls: [{ index: this.#numCalls - 1, function: { arguments: part.text } }] }];
      case "toolCallEnd":
        this.#isInCall = false;
        return [];
    }
  }

  /** OpenAI takes ids back up to 40 characters. */
  #begin(name: string): ContentDelta {
    const id = `call_${crypto.randomUUID().replaceAll("-", "")}`;
    return { tool_calls: [{ index: this.#numCalls++, id, type: "function", function: { name, arguments: "" } }] };
  }
}
