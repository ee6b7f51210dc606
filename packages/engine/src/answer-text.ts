import { Detokenizer } from "./text/detokenizer.ts";
import { type Channel, type ChannelText, ReasoningSplitter, type ReasoningStart } from "./text/reasoning.ts";
import { StopStrings } from "./text/stop-strings.ts";
import type { Tokenizer } from "./text/tokenizer.ts";

export interface AnswerTextOptions {
  readonly stop: readonly string[];
  readonly start: ReasoningStart;
  /** Whether the model may call tools. */
  readonly hasTools?: boolean;
}

export interface AnswerTextPush {
  readonly parts: readonly ChannelText[];
  /** The stop string that ended the text; nothing is held back then. */
  readonly stop?: string;
}

/** Tokens of an answer to text: whole characters, then without stop strings, then parted into thought and answer. */
export class AnswerText {
  readonly #detokenizer: Detokenizer;
  readonly #stops: StopStrings;
  readonly #splitter: ReasoningSplitter;

  constructor(tokenizer: Tokenizer, { stop, start, hasTools }: AnswerTextOptions) {
    this.#detokenizer = new Detokenizer(tokenizer);
    this.#stops = new StopStrings(stop);
    this.#splitter = new ReasoningSplitter(start, hasTools);
  }

  /** Where the text stands now. */
  get channel(): Channel {
    return this.#splitter.channel;
  }

  push(tokenId: number): AnswerTextPush {
    const { text, stop } = this.#stops.push(this.#detokenizer.push(tokenId));
    if (stop === undefined) return { parts: this.#splitter.push(text) };
    return { parts: this.#end(text), stop };
  }

  /** What was held back, when no more tokens come. */
  flush(): readonly ChannelText[] {
    const { text, stop } = this.#stops.push(this.#detokenizer.flush());
    return this.#end(stop === undefined ? text + this.#stops.flush() : text);
  }

  #end(text: string): readonly ChannelText[] {
    return [...this.#splitter.push(text), ...this.#splitter.flush()];
  }
}
