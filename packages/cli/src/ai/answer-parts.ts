import type {
  JSONObject,
  LanguageModelV4FinishReason,
  LanguageModelV4StreamPart,
  LanguageModelV4Usage,
} from "@ai-sdk/provider";
import {
  type GenerateEvent,
  type StreamedAnswerPart,
  StreamedToolCallSplitter,
  type ToolCallStyle,
  type Usage,
} from "@qwents/engine";
import type { EngineCall } from "./to-engine.ts";

type End = Extract<GenerateEvent, { type: "end" }>;
type Block = "text" | "reasoning";

interface OpenCall {
  readonly id: string;
  readonly toolName: string;
  input: string;
}

/** Makes parts of the AI SDK's stream of the engine's events. */
export class AnswerParts {
  readonly #splitter: StreamedToolCallSplitter | undefined;
  #numToolCalls = 0;
  #numBlocks = 0;
  #block: { readonly type: Block; readonly id: string } | undefined;
  #call: OpenCall | undefined;

  constructor({ tools }: EngineCall, style: ToolCallStyle) {
    this.#splitter = tools && new StreamedToolCallSplitter({ style, tools });
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

  #answer(parts: readonly StreamedAnswerPart[]): LanguageModelV4StreamPart[] {
    return parts.flatMap((part) => this.#part(part));
  }

  #part(part: StreamedAnswerPart): LanguageModelV4StreamPart[] {
    switch (part.type) {
      case "content":
        return this.#delta("text", part.text);
      case "toolCallBegin":
        return this.#beginCall(part.name);
      case "toolCallArguments":
        return this.#continueCall(part.text);
      case "toolCallEnd":
        return this.#endCall();
    }
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

  #beginCall(toolName: string): LanguageModelV4StreamPart[] {
    const id = `call_${crypto.randomUUID().replaceAll("-", "")}`;
    this.#call = { id, toolName, input: "" };
    return [...this.#endBlock(), { type: "tool-input-start", id, toolName }];
  }

  #continueCall(delta: string): LanguageModelV4StreamPart[] {
    const call = this.#call;
    if (call === undefined) return [];
    call.input += delta;
    return [{ type: "tool-input-delta", id: call.id, delta }];
  }

  /** A call that was cut off is none: nobody can run it. */
  #endCall(): LanguageModelV4StreamPart[] {
    const call = this.#call;
    this.#call = undefined;
    if (call === undefined) return [];
    const { id, toolName, input } = call;
    const ended = { type: "tool-input-end" as const, id };
    if (!isJson(input)) return [ended];
    this.#numToolCalls++;
    return [ended, { type: "tool-call", toolCallId: id, toolName, input }];
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

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
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
