import type { ResponseEvent, ResponseLogprob, ResponseOutputItem, ResponseOutputText } from "@qwents/protocol";
import { signatureOf } from "../hidden-thought.ts";
import { newId } from "./ids.ts";

type WithoutNumber<T> = T extends unknown ? Omit<T, "sequence_number"> : never;

/** An event that has not got its number yet. */
export type EventDraft = WithoutNumber<ResponseEvent>;

export type ItemStatus = ResponseOutputItem["status"];

/** Tells of an item as it is written. */
export interface ItemWriter {
  begin(): EventDraft[];
  /** What the item is in the end, after the events that tell so. */
  end(status: ItemStatus): { readonly events: readonly EventDraft[]; readonly item: ResponseOutputItem };
}

/** A message, of one part of text. */
export class MessageWriter implements ItemWriter {
  readonly #at: { readonly item_id: string; readonly output_index: number };
  readonly #logprobs: ResponseLogprob[] = [];
  #text = "";

  constructor(output_index: number) {
    this.#at = { item_id: newId("msg"), output_index };
  }

  begin(): EventDraft[] {
    const { output_index } = this.#at;
    return [
      { type: "response.output_item.added", output_index, item: this.#item("in_progress", []) },
      { type: "response.content_part.added", ...this.#at, content_index: 0, part: this.#part() },
    ];
  }

  write(delta: string, logprobs: readonly ResponseLogprob[]): EventDraft[] {
    this.#text += delta;
    this.#logprobs.push(...logprobs);
    return [{ type: "response.output_text.delta", ...this.#at, content_index: 0, delta, logprobs: [...logprobs] }];
  }

  end(status: ItemStatus) {
    const part = this.#part();
    const { text, logprobs } = part;
    const item = this.#item(status, [part]);
    const events: EventDraft[] = [
      { type: "response.output_text.done", ...this.#at, content_index: 0, text, logprobs },
      { type: "response.content_part.done", ...this.#at, content_index: 0, part },
      { type: "response.output_item.done", output_index: this.#at.output_index, item },
    ];
    return { events, item };
  }

  #part(): ResponseOutputText {
    return { type: "output_text", text: this.#text, annotations: [], logprobs: [...this.#logprobs] };
  }

  #item(status: ItemStatus, content: ResponseOutputText[]) {
    return { type: "message" as const, id: this.#at.item_id, status, role: "assistant" as const, content };
  }
}

/** A thought, shown as it is or as its own summary. */
export class ReasoningWriter implements ItemWriter {
  readonly #at: { readonly item_id: string; readonly output_index: number };
  readonly #isSummary: boolean;
  readonly #isEncrypted: boolean;
  #text = "";

  constructor(output_index: number, { isSummary, isEncrypted }: { isSummary: boolean; isEncrypted: boolean }) {
    this.#at = { item_id: newId("rs"), output_index };
    this.#isSummary = isSummary;
    this.#isEncrypted = isEncrypted;
  }

  begin(): EventDraft[] {
    const { output_index } = this.#at;
    return [
      {
        type: "response.output_item.added",
        output_index,
        item: { ...this.#item("in_progress"), summary: [], content: [] },
      },
      this.#isSummary
        ? { type: "response.reasoning_summary_part.added", ...this.#at, summary_index: 0, part: this.#summaryPart() }
        : { type: "response.content_part.added", ...this.#at, content_index: 0, part: this.#part() },
    ];
  }

  write(delta: string): EventDraft[] {
    this.#text += delta;
    return [
      this.#isSummary
        ? { type: "response.reasoning_summary_text.delta", ...this.#at, summary_index: 0, delta }
        : { type: "response.reasoning_text.delta", ...this.#at, content_index: 0, delta },
    ];
  }

  end(status: ItemStatus) {
    const text = this.#text;
    const item = {
      ...this.#item(status),
      ...(this.#isEncrypted && { encrypted_content: signatureOf(text) }),
    };
    const ends: EventDraft[] = this.#isSummary
      ? [
          { type: "response.reasoning_summary_text.done", ...this.#at, summary_index: 0, text },
          { type: "response.reasoning_summary_part.done", ...this.#at, summary_index: 0, part: this.#summaryPart() },
        ]
      : [
          { type: "response.reasoning_text.done", ...this.#at, content_index: 0, text },
          { type: "response.content_part.done", ...this.#at, content_index: 0, part: this.#part() },
        ];
    const done: EventDraft = { type: "response.output_item.done", output_index: this.#at.output_index, item };
    return { events: [...ends, done], item };
  }

  #part() {
    return { type: "reasoning_text" as const, text: this.#text };
  }

  #summaryPart() {
    return { type: "summary_text" as const, text: this.#text };
  }

  #item(status: ItemStatus) {
    return {
      type: "reasoning" as const,
      id: this.#at.item_id,
      status,
      summary: this.#isSummary ? [this.#summaryPart()] : [],
      content: this.#isSummary ? [] : [this.#part()],
    };
  }
}

/** A call of a function. */
export class CallWriter implements ItemWriter {
  readonly #at: { readonly item_id: string; readonly output_index: number };
  readonly #called: { readonly call_id: string; readonly name: string };
  #arguments = "";

  constructor(output_index: number, called: { readonly call_id: string; readonly name: string }) {
    this.#at = { item_id: newId("fc"), output_index };
    this.#called = called;
  }

  begin(): EventDraft[] {
    return [
      { type: "response.output_item.added", output_index: this.#at.output_index, item: this.#item("in_progress") },
    ];
  }

  write(delta: string): EventDraft[] {
    this.#arguments += delta;
    return [{ type: "response.function_call_arguments.delta", ...this.#at, delta }];
  }

  end(status: ItemStatus) {
    const item = this.#item(status);
    const events: EventDraft[] = [
      { type: "response.function_call_arguments.done", ...this.#at, arguments: this.#arguments },
      { type: "response.output_item.done", output_index: this.#at.output_index, item },
    ];
    return { events, item };
  }

  #item(status: ItemStatus) {
    return {
      type: "function_call" as const,
      id: this.#at.item_id,
      ...this.#called,
      arguments: this.#arguments,
      status,
    };
  }
}
