export type Channel = "reasoning" | "content";

/** Where a generated text begins: inside a thought, in the answer, or the model itself may open a thought first. */
export type ReasoningStart = Channel | "undecided";

export interface ChannelText {
  readonly channel: Channel;
  readonly text: string;
}

const openTag = "<think>";
const closeTag = "</think>";
const callTag = "<tool_call>";
// A call, and not talk of one. The space is bounded so that looking for it stays cheap.
const callStart = /<tool_call>\s{0,16}(?:\{|<function=)/;
const callStartsSoon = /<tool_call>\s{0,16}(?:<[function=]{0,9})?$/;

/**
 * What the answer to a rendered chat prompt begins with, told by the last turn, which the generation prompt opened:
 * an open `<think>` (Qwen3.5's templates), a closed one (thinking is off), or neither (Qwen3 opens it by itself).
 */
export function reasoningStart(prompt: string): ReasoningStart {
  const turn = prompt.slice(Math.max(prompt.lastIndexOf("<|im_start|>"), 0));
  const opened = turn.lastIndexOf(openTag);
  const closed = turn.lastIndexOf(closeTag);
  if (opened < 0 && closed < 0) return "undecided";
  return opened > closed ? "reasoning" : "content";
}

/**
 * Parts a generated text into thought and answer, as it comes. The thought ends with the first `</think>`; without one,
 * all is thought. Tags belong to neither, nor do the newlines at both ends of the thought and before the answer, which
 * the chat templates put there anew. A `<think>` that repeats the prompt's is dropped. Where tools are on offer a call
 * ends the thought, too, since some models forget to; should the tag still come, it is dropped.
 */
export class ReasoningSplitter {
  readonly #start: ReasoningStart;
  readonly #hasTools: boolean;
  /** "unclosed": in the answer, though the thought's closing tag has not come. */
  #state: "opening" | "reasoning" | "closed" | "content" | "unclosed";
  /** Whether some of the thought was delivered, so that newlines are no longer at its beginning. */
  #hasBegun = false;
  #held = "";

  constructor(start: ReasoningStart, hasTools = false) {
    this.#start = start;
    this.#hasTools = hasTools;
    this.#state = start === "content" ? "content" : "opening";
  }

  /** Where the text stands behind what is to be pushed next, and what follows belongs as far as can be told. */
  channelBehind(text: string): Channel {
    const isThought = this.#state === "reasoning" || (this.#state === "opening" && this.#start === "reasoning");
    return isThought && !this.#endsThought(this.#held + text) ? "reasoning" : "content";
  }

  #endsThought(text: string): boolean {
    return text.includes(closeTag) || (this.#hasTools && callStart.test(text));
  }

  /** The parts that `text` makes certain, none of them empty. */
  push(text: string): ChannelText[] {
    this.#held += text;
    const parts: ChannelText[] = [];
    if (this.#state === "opening") this.#open();
    if (this.#state === "reasoning") parts.push({ channel: "reasoning", text: this.#takeThought() });
    if (this.#state === "unclosed") parts.push({ channel: "content", text: this.#takeUnclosed() });
    if (this.#state === "closed") this.#skipNewlines();
    if (this.#state === "content") parts.push({ channel: "content", text: this.#take(this.#held.length) });
    return parts.filter((part) => part.text !== "");
  }

  /** What was held back, when no more text comes. */
  flush(): ChannelText[] {
    const channel = this.channelBehind("");
    const held = this.#take(this.#held.length);
    const text = channel === "reasoning" ? this.#trimThought(held) : held;
    return text === "" ? [] : [{ channel, text }];
  }

  #open(): void {
    const text = this.#held.trimStart();
    if (text.startsWith(openTag)) {
      this.#held = text.slice(openTag.length);
      this.#state = "reasoning";
    } else if (!openTag.startsWith(text)) {
      this.#state = this.#start === "reasoning" ? "reasoning" : "content";
    }
  }

  /** All of the thought that is certain to be neither its end nor newlines before that. */
  #takeThought(): string {
    const closed = this.#held.indexOf(closeTag);
    const called = this.#hasTools ? this.#held.search(callStart) : -1;
    if (called >= 0 && !(closed >= 0 && closed < called)) {
      this.#state = "unclosed";
      return this.#trimThought(this.#take(called));
    }
    if (closed < 0) return this.#trimThought(this.#take(withoutNewlinesAt(this.#held, this.#certainLength())));
    this.#state = "closed";
    const thought = this.#trimThought(this.#take(closed));
    this.#take(closeTag.length);
    return thought;
  }

  /** Length of what is held without an end that may be the beginning of the thought's end. */
  #certainLength(): number {
    const length = withoutStartOf(closeTag, this.#held);
    if (!this.#hasTools) return length;
    const soon = this.#held.search(callStartsSoon);
    return Math.min(length, soon < 0 ? withoutStartOf(callTag, this.#held) : soon);
  }

  /** The answer up to a closing tag that comes late. */
  #takeUnclosed(): string {
    const closed = this.#held.indexOf(closeTag);
    if (closed < 0) return this.#take(withoutStartOf(closeTag, this.#held));
    this.#state = "closed";
    const text = this.#take(closed);
    this.#take(closeTag.length);
    return text;
  }

  #skipNewlines(): void {
    this.#held = this.#held.replace(/^\n+/, "");
    if (this.#held !== "") this.#state = "content";
  }

  #trimThought(text: string): string {
    const begun = this.#hasBegun ? text : text.replace(/^\n+/, "");
    this.#hasBegun ||= begun !== "";
    return begun.slice(0, withoutNewlinesAt(begun, begun.length));
  }

  #take(length: number): string {
    const taken = this.#held.slice(0, length);
    this.#held = this.#held.slice(length);
    return taken;
  }
}

/** Length of `text` without an end that may be the beginning of `tag`. */
function withoutStartOf(tag: string, text: string): number {
  let length = Math.min(tag.length - 1, text.length);
  while (!text.endsWith(tag.slice(0, length))) length--;
  return text.length - length;
}

/** `end` moved back over the newlines before it. */
function withoutNewlinesAt(text: string, end: number): number {
  let length = end;
  while (text[length - 1] === "\n") length--;
  return length;
}
