import {
  type StreamedAnswerPart,
  StreamedToolCallSplitter,
  type ToolCallStyle,
  type ToolDefinition,
} from "@qwents/engine";
import type { AnthropicContentBlock, AnthropicMessageEvent } from "@qwents/protocol";
import { signatureOf } from "../hidden-thought.ts";
import type { ChoiceText } from "../wire-logprobs.ts";

type Delta = Extract<AnthropicMessageEvent, { type: "content_block_delta" }>["delta"];

export interface BlockOptions {
  /** What may be called; where absent, what looks like a call is text. */
  readonly tools: readonly ToolDefinition[] | undefined;
  readonly toolCallStyle: ToolCallStyle;
  /** Thoughts stay empty; their signatures carry them. */
  readonly hidesThoughts: boolean;
}

/** Makes the blocks of an answer as it comes: thoughts, texts and calls, one after the other, never one empty. */
export class BlockEvents {
  readonly #options: BlockOptions;
  readonly #splitter: StreamedToolCallSplitter | undefined;
  #index = 0;
  #open: "text" | "thinking" | "call" | undefined;
  #hiddenThought = "";
  #numToolCalls = 0;

  constructor(options: BlockOptions) {
    this.#options = options;
    const { tools, toolCallStyle: style } = options;
    this.#splitter = tools && new StreamedToolCallSplitter({ style, tools });
  }

  get hasToolCalls(): boolean {
    return this.#numToolCalls > 0;
  }

  push({ channel, text }: ChoiceText): AnthropicMessageEvent[] {
    if (text === "") return [];
    if (channel === "reasoning") return [...this.#think(text)];
    return this.#partsOf(text).flatMap((part) => [...this.#write(part)]);
  }

  /** What was held back, and the end of the last block. */
  end(): AnthropicMessageEvent[] {
    const held = this.#splitter?.flush() ?? [];
    return [...held.flatMap((part) => [...this.#write(part)]), ...this.#close()];
  }

  #partsOf(text: string): StreamedAnswerPart[] {
    return this.#splitter?.push(text) ?? [{ type: "content", text }];
  }

  *#think(thinking: string): Generator<AnthropicMessageEvent> {
    if (this.#open !== "thinking") yield* this.#begin({ type: "thinking", thinking: "", signature: "" });
    this.#open = "thinking";
    if (this.#options.hidesThoughts) this.#hiddenThought += thinking;
    else yield this.#delta({ type: "thinking_delta", thinking });
  }

  *#write(part: StreamedAnswerPart): Generator<AnthropicMessageEvent> {
    if (part.type === "toolCallBegin") {
      yield* this.#call(part.name);
      return;
    }
    if (part.type !== "content") {
      if (part.type === "toolCallEnd") yield* this.#close();
      else yield this.#delta({ type: "input_json_delta", partial_json: part.text });
      return;
    }
    if (this.#open !== "text") yield* this.#begin({ type: "text", text: "", citations: null });
    this.#open = "text";
    yield this.#delta({ type: "text_delta", text: part.text });
  }

  *#call(name: string): Generator<AnthropicMessageEvent> {
    this.#numToolCalls++;
    const id = `toolu_${crypto.randomUUID().replaceAll("-", "")}`;
    yield* this.#begin({ type: "tool_use", id, name, input: {}, caller: { type: "direct" } });
    this.#open = "call";
  }

  *#begin(content_block: AnthropicContentBlock): Generator<AnthropicMessageEvent> {
    yield* this.#close();
    yield { type: "content_block_start", index: this.#index, content_block };
  }

  *#close(): Generator<AnthropicMessageEvent> {
    if (this.#open === undefined) return;
    if (this.#open === "thinking") {
      yield this.#delta({ type: "signature_delta", signature: signatureOf(this.#hiddenThought) });
      this.#hiddenThought = "";
    }
    this.#open = undefined;
    yield this.#stop();
  }

  #delta(delta: Delta): AnthropicMessageEvent {
    return { type: "content_block_delta", index: this.#index, delta };
  }

  #stop(): AnthropicMessageEvent {
    return { type: "content_block_stop", index: this.#index++ };
  }
}
