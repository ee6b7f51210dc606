import { isJsonSpace } from "./json-automaton.ts";
import { openTag, ToolCallAutomaton, type WrittenToolCall } from "./tool-call-automaton.ts";

/** A part of an answer, in the order in which it was written. */
export type AnswerPart =
  | { readonly type: "content"; readonly text: string }
  | { readonly type: "toolCall"; readonly toolCall: WrittenToolCall };

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
  #content = "";
  /** What was written after the content and belongs to it if more content comes. */
  #space = "";
  /** What may be the beginning of a call, as the automaton has taken it in. */
  #candidate = "";
  #automaton: ToolCallAutomaton | undefined;
  #isAfterCall = false;

  /** The parts that `text` makes certain, no content among them empty. */
  push(text: string): AnswerPart[] {
    const parts: AnswerPart[] = [];
    for (const character of text) {
      const toolCall = this.#take(character);
      if (toolCall !== undefined) parts.push(...this.#takeContent(), { type: "toolCall", toolCall });
    }
    return [...parts, ...this.#takeContent()];
  }

  /** What was held back, when no more text comes. */
  flush(): AnswerPart[] {
    this.#giveUp();
    if (!this.#isAfterCall) this.#content += this.#space;
    this.#space = "";
    return this.#takeContent();
  }

  /** @returns the call that this character closes */
  #take(character: string): WrittenToolCall | undefined {
    const progress = this.#automaton?.advance(character) ?? "failed";
    if (progress === "failed") {
      this.#giveUp();
      this.#begin(character);
      return undefined;
    }
    this.#candidate += character;
    return progress === "closed" ? this.#close() : undefined;
  }

  /** A character that goes on with no call: it may begin one, or is content. */
  #begin(character: string): void {
    if (character !== openTag[0]) {
      this.#append(character);
      return;
    }
    this.#automaton = new ToolCallAutomaton();
    this.#automaton.advance(character);
    this.#candidate = character;
  }

  #close(): WrittenToolCall | undefined {
    const toolCall = this.#automaton?.read(this.#candidate);
    if (toolCall === undefined) {
      this.#giveUp();
      return undefined;
    }
    this.#automaton = undefined;
    this.#candidate = "";
    this.#space = "";
    this.#isAfterCall = true;
    return toolCall;
  }

  /** What might have been a call is content. */
  #giveUp(): void {
    for (const character of this.#candidate) this.#append(character);
    this.#automaton = undefined;
    this.#candidate = "";
  }

  #append(character: string): void {
    if (isJsonSpace(character)) {
      this.#space += character;
    } else {
      this.#content += this.#space + character;
      this.#space = "";
      this.#isAfterCall = false;
    }
  }

  #takeContent(): AnswerPart[] {
    const text = this.#content;
    this.#content = "";
    return text === "" ? [] : [{ type: "content", text }];
  }
}

/** Parts a whole answer into content and tool calls, as `ToolCallSplitter` does one that comes in pieces. */
export function parseToolCalls(answer: string): ParsedAnswer {
  const splitter = new ToolCallSplitter();
  const parts = [...splitter.push(answer), ...splitter.flush()];
  return {
    content: parts.map((part) => (part.type === "content" ? part.text : "")).join(""),
    toolCalls: parts.flatMap((part) => (part.type === "toolCall" ? [part.toolCall] : [])),
  };
}
