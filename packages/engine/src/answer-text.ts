import { type CallSpan, CallSpans } from "./text/call-spans.ts";
import type { ToolCallOptions } from "./text/call-splitter.ts";
import { Detokenizer } from "./text/detokenizer.ts";
import { type Channel, type ChannelText, ReasoningSplitter, type ReasoningStart } from "./text/reasoning.ts";
import { type StopResult, StopStrings } from "./text/stop-strings.ts";
import type { Tokenizer } from "./text/tokenizer.ts";

export interface AnswerTextOptions {
  readonly stop: readonly string[];
  readonly start: ReasoningStart;
  /** Whether the model may call tools. */
  readonly hasTools?: boolean;
  /** How it calls them. Default: in JSON. */
  readonly calls?: ToolCallOptions;
}

export interface AnswerTextPush {
  readonly parts: readonly ChannelText[];
  /** The stop string that ended the text; nothing is held back then. */
  readonly stop?: string;
}

/**
 * Tokens of an answer to text: whole characters, then without stop strings, then parted into thought and answer. Within a call
 * of a tool, of which half would be left, and where they reach into one or out of it, stop strings do not count.
 */
export class AnswerText {
  readonly #detokenizer: Detokenizer;
  /** Absent where there is nothing to call, or to stop at. */
  readonly #spans: CallSpans | undefined;
  readonly #stops: StopStrings;
  readonly #splitter: ReasoningSplitter;

  constructor(tokenizer: Tokenizer, { stop, start, hasTools = false, calls }: AnswerTextOptions) {
    this.#detokenizer = new Detokenizer(tokenizer);
    this.#spans = hasTools && stop.length > 0 ? new CallSpans(calls) : undefined;
    this.#stops = new StopStrings(stop);
    this.#splitter = new ReasoningSplitter(start, hasTools);
  }

  /** Where the text stands now, with what is held back. */
  get channel(): Channel {
    return this.#splitter.channelBehind(this.#stops.held);
  }

  push(tokenId: number): AnswerTextPush {
    const { text, stop } = this.#beforeStop(this.#spansOf(this.#detokenizer.push(tokenId)));
    if (stop === undefined) return { parts: this.#splitter.push(text) };
    return { parts: this.#end(text), stop };
  }

  /** What was held back, when no more tokens come. */
  flush(): readonly ChannelText[] {
    const { text, stop } = this.#beforeStop([
      ...this.#spansOf(this.#detokenizer.flush()),
      ...(this.#spans?.flush() ?? []),
    ]);
    return this.#end(stop === undefined ? text + this.#stops.flush() : text);
  }

  #spansOf(text: string): readonly CallSpan[] {
    return this.#spans?.push(text) ?? [{ isCall: false, text }];
  }

  #beforeStop(spans: readonly CallSpan[]): StopResult {
    let before = "";
    for (const { isCall, text } of spans) {
      const found: StopResult = isCall ? { text: this.#stops.flush() + text } : this.#stops.push(text);
      before += found.text;
      if (found.stop !== undefined) return { text: before, stop: found.stop };
    }
    return { text: before };
  }

  #end(text: string): readonly ChannelText[] {
    return [...this.#splitter.push(text), ...this.#splitter.flush()];
  }
}
