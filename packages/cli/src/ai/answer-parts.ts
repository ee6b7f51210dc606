import type {
  JSONObject,
  LanguageModelV4FinishReason,
  LanguageModelV4StreamPart,
  LanguageModelV4Usage,
} from "@ai-sdk/provider";
import {
  type AnswerPart,
  type GenerateEvent,
  ToolCallSplitter,
  type ToolCallStyle,
  type Usage,
  type WrittenToolCall,
} from "@qwents/engine";
import type { EngineCall } from "./to-engine.ts";

type End = Extract<GenerateEvent, { type: "end" }>;
type Block = "text" | "reasoning";

/** Makes parts of the AI SDK's stream of the engine's events. */
export class AnswerParts {
  readonly #splitter: ToolCallSplitter | undefined;
  readonly #maxToolCalls: number;
  #numToolCalls = 0;
  #numBlocks = 0;
  #block: { readonly type: Block; readonly id: string } | undefined;

  constructor({ tools, maxToolCalls }: EngineCall, style: ToolCallStyle) {
    this.#splitter = tools && new ToolCallSplitter({ style, tools });
    this.#maxToolCalls = maxToolCalls;
  }

  /** The parts that `event` makes certain: it may be none yet. */
  push(event: GenerateEvent): LanguageModelV4StreamPart[] {
    if (event.type === "end") return this.#end(event);
    if (event.type !== "text") return [];
    if (event.channel === "reasoning" || this.#splitter === undefined) {
      return this.#delta(event.channel === "reasoning" ? "reasoning" : "text", event.text);
    }
    return this.#answer(this.#splitter.push(event.text));
  }

  #answer(parts: readonly AnswerPart[]): LanguageModelV4StreamPart[] {
    return parts.flatMap((part) =>
      part.type === "content" ? this.#delta("text", part.text) : this.#toolCall(part.toolCall),
    );
  }

  #delta(type: Block, delta: string): LanguageModelV4StreamPart[] {
    if (delta === "") return [];
    if (this.#block?.type === type) return [{ type: `${type}-delta`, id: this.#block.id, delta }];
    const ended = this.#endBlock();
    const id = `${type}-${this.#numBlocks++}`;
    this.#block = { type, id };
    return [...ended, { type: `${type}-start`, id }, { type: `${type}-delta`, id, delta }];
  }

  #endBlock(): LanguageModelV4StreamPart[] {
    const block = this.#block;
    this.#block = undefined;
    return block ? [{ type: `${block.type}-end`, id: block.id }] : [];
  }

  #toolCall({ name: toolName, arguments: input }: WrittenToolCall): LanguageModelV4StreamPart[] {
    if (this.#numToolCalls === this.#maxToolCalls) return [];
    this.#numToolCalls++;
    const id = `call_${crypto.randomUUID().replaceAll("-", "")}`;
    return [
      ...this.#endBlock(),
      { type: "tool-input-start", id, toolName },
      { type: "tool-input-delta", id, delta: input },
      { type: "tool-input-end", id },
      { type: "tool-call", toolCallId: id, toolName, input },
    ];
  }

  #end({ finishReason: raw, stop, usage, timings }: End): LanguageModelV4StreamPart[] {
    const last = this.#answer(this.#splitter?.flush() ?? []);
    const qwen: JSONObject = { timings: { ...timings }, ...(stop !== undefined && { stop }) };
    const finishReason = { unified: this.#unified(raw), raw };
    const finish = { type: "finish" as const, finishReason, usage: toUsage(usage), providerMetadata: { qwen } };
    return [...last, ...this.#endBlock(), finish];
  }

  /** An answer that calls tools waits for their results, unless it was cut off. */
  #unified(raw: End["finishReason"]): LanguageModelV4FinishReason["unified"] {
    if (raw === "cancelled") return "other";
    return raw === "stop" && this.#numToolCalls > 0 ? "tool-calls" : raw;
  }
}

function toUsage(usage: Usage): LanguageModelV4Usage {
  const { promptTokens, cachedTokens, completionTokens, reasoningTokens, cache, truncation, ...drafts } = usage;
  return {
    inputTokens: {
      total: promptTokens,
      noCache: promptTokens - cachedTokens,
      cacheRead: cachedTokens,
      cacheWrite: undefined,
    },
    outputTokens: {
      total: completionTokens,
      text: completionTokens - reasoningTokens,
      reasoning: reasoningTokens,
    },
    raw: {
      ...drafts,
      ...(cache && { cache: { ...cache } }),
      ...(truncation && { truncation: { ...truncation } }),
    },
  };
}
