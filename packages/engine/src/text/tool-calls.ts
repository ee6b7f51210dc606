import type { WrittenToolCall } from "./call-automaton.ts";
import { CallSplitter, type SplitPart, type ToolCallOptions } from "./call-splitter.ts";

export type { ToolCallOptions };

/** A part of an answer, in the order in which it was written. */
export type AnswerPart = Extract<SplitPart, { readonly type: "content" | "toolCall" }>;

/** The same of an answer whose calls are told of as they are written. */
export type StreamedAnswerPart = Exclude<SplitPart, { readonly type: "toolCall" }>;

/** An answer with its tool calls apart. */
export interface ParsedAnswer {
  readonly content: string;
  readonly toolCalls: readonly WrittenToolCall[];
}

/**
 * Parts an answer into content and tool calls, as it comes. A call is held back until it is whole; one that is
 * malformed, or not finished, is content exactly as it stands. Space before calls belongs to neither, nor does the
 * space after them that ends the answer: chat templates put it there anew.
 */
export class ToolCallSplitter {
  readonly #splitter: CallSplitter;

  constructor(options?: ToolCallOptions) {
    this.#splitter = new CallSplitter(options, false);
  }

  /** The parts that `text` makes certain, no content among them empty. */
  push(text: string): AnswerPart[] {
    return this.#splitter.push(text).filter(isWhole);
  }

  /** What was held back, when no more text comes. */
  flush(): AnswerPart[] {
    return this.#splitter.flush().filter(isWhole);
  }
}

/**
 * The same, but for calls of the tools on offer: each is told of as it is written, its name first, then its arguments'
 * JSON, which together is what `ToolCallSplitter` gives for the whole call. Arguments that are written as JSON come as they do;
 * those in tags, one by one. For answers that are held to a grammar of calls: what turns out malformed behind its name, or is not
 * finished, is no content any more. It ends as it stands.
 */
export class StreamedToolCallSplitter {
  readonly #splitter: CallSplitter;

  constructor(options?: ToolCallOptions) {
    this.#splitter = new CallSplitter(options, true);
  }

  /** The parts that `text` makes certain, no text in them empty. */
  push(text: string): StreamedAnswerPart[] {
    return this.#splitter.push(text).filter(isStreamed);
  }

  /** What was held back, and the end of what is not finished, when no more text comes. */
  flush(): StreamedAnswerPart[] {
    return this.#splitter.flush().filter(isStreamed);
  }
}

function isWhole(part: SplitPart): part is AnswerPart {
  return part.type === "content" || part.type === "toolCall";
}

function isStreamed(part: SplitPart): part is StreamedAnswerPart {
  return part.type !== "toolCall";
}

/**
 * Parts a whole answer into content and tool calls, as `ToolCallSplitter` does one that comes in pieces. It never throws: what
 * is no call stays content.
 */
export function parseToolCalls(answer: string, options?: ToolCallOptions): ParsedAnswer {
  const splitter = new ToolCallSplitter(options);
  const parts = [...splitter.push(answer), ...splitter.flush()];
  return {
    content: parts.map((part) => (part.type === "content" ? part.text : "")).join(""),
    toolCalls: parts.flatMap((part) => (part.type === "toolCall" ? [part.toolCall] : [])),
  };
}
