import type { ToolCallStyle } from "@qwents/engine";
import type { ParsedResponseRequest, ResponseLogprob, ResponseOutputItem } from "@qwents/protocol";
import { type ChoiceText, tokensOf } from "../wire-logprobs.ts";
import { type ContentDelta, ContentDeltas } from "../wire-tool-calls.ts";
import {
  CallWriter,
  type EventDraft,
  type ItemStatus,
  type ItemWriter,
  MessageWriter,
  ReasoningWriter,
} from "./item-writers.ts";
import { toolFieldsOf } from "./to-engine.ts";

/** Makes the items of an answer as it comes: thoughts, messages and calls, one after the other. */
export class OutputItems {
  readonly #done: ResponseOutputItem[] = [];
  readonly #deltas: ContentDeltas;
  readonly #thoughts: { readonly isSummary: boolean; readonly isEncrypted: boolean };
  #open: ItemWriter | undefined;
  /** Of text that is held back as it may begin a call. */
  #heldLogprobs: ResponseLogprob[] = [];

  constructor(request: ParsedResponseRequest, style: ToolCallStyle) {
    const { reasoning, include } = request;
    this.#deltas = new ContentDeltas(toolFieldsOf(request), style);
    this.#thoughts = {
      isSummary: (reasoning?.summary ?? reasoning?.generate_summary) != null,
      isEncrypted: include?.includes("reasoning.encrypted_content") === true,
    };
  }

  /** Those that are whole. */
  get done(): ResponseOutputItem[] {
    return [...this.#done];
  }

  push(news: ChoiceText): EventDraft[] {
    if (news.channel === "reasoning") return news.text === "" ? [] : [...this.#think(news.text)];
    const wasInCall = this.#deltas.isInCall;
    this.#heldLogprobs.push(...tokensOf([news], "content"));
    const drafts = this.#deltas.push(news.text).flatMap((delta) => [...this.#write(delta)]);
    // Those of a call's tokens have no place.
    if (wasInCall || this.#deltas.isInCall) this.#heldLogprobs = [];
    return drafts;
  }

  /** What was held back, and the end of the last item; a call may have been whole before the answer was cut off. */
  end(status: ItemStatus): EventDraft[] {
    const isCut = this.#deltas.isInCall;
    const held = this.#deltas.flush().flatMap((delta) => [...this.#write(delta)]);
    return [...held, ...this.#close(this.#open instanceof CallWriter && !isCut ? "completed" : status)];
  }

  *#think(text: string): Generator<EventDraft> {
    if (!(this.#open instanceof ReasoningWriter)) {
      yield* this.#begin(new ReasoningWriter(this.#nextIndex, this.#thoughts));
    }
    yield* (this.#open as ReasoningWriter).write(text);
  }

  *#write({ content, tool_calls = [] }: ContentDelta): Generator<EventDraft> {
    for (const { id, function: called } of tool_calls) {
      this.#heldLogprobs = [];
      if (id !== undefined) {
        yield* this.#begin(new CallWriter(this.#nextIndex, { call_id: id, name: called?.name ?? "" }));
      }
      if (called?.arguments) yield* (this.#open as CallWriter).write(called.arguments);
    }
    if (content == null || content === "") return;
    if (!(this.#open instanceof MessageWriter)) yield* this.#begin(new MessageWriter(this.#nextIndex));
    yield* (this.#open as MessageWriter).write(content, this.#heldLogprobs);
    this.#heldLogprobs = [];
  }

  /** Of an item that begins: the open one ends first. */
  get #nextIndex(): number {
    return this.#done.length + (this.#open === undefined ? 0 : 1);
  }

  *#begin(writer: ItemWriter): Generator<EventDraft> {
    yield* this.#close("completed");
    this.#open = writer;
    yield* writer.begin();
  }

  *#close(status: ItemStatus): Generator<EventDraft> {
    if (this.#open === undefined) return;
    const { events, item } = this.#open.end(status);
    this.#open = undefined;
    this.#done.push(item);
    yield* events;
  }
}
