import { type CallAutomaton, closeTag, openTag, type WrittenToolCall } from "./call-automaton.ts";
import type { ToolCallStyle, ToolDefinition } from "./chat-template.ts";
import { EitherCallAutomaton } from "./either-call-automaton.ts";
import { isJsonSpace } from "./json-automaton.ts";
import { JsonCallAutomaton } from "./json-call-automaton.ts";
import { XmlCallAutomaton } from "./xml-call-automaton.ts";

export interface ToolCallOptions {
  /** How the model writes calls: `engine.info.toolCallStyle`. Default "json"; "xml" reads both. */
  readonly style?: ToolCallStyle;
  /** What is on offer: types of arguments that are written as text come from their schemas. Default: no tools. */
  readonly tools?: readonly ToolDefinition[];
}

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
  #automaton: CallAutomaton | undefined;
  #isAfterCall = false;
  readonly #createAutomaton: () => CallAutomaton;

  constructor({ style = "json", tools = [] }: ToolCallOptions = {}) {
    const json = () => new JsonCallAutomaton();
    this.#createAutomaton =
      style === "json" ? json : () => new EitherCallAutomaton(json(), new XmlCallAutomaton(tools));
  }

  /** The parts that `text` makes certain, no content among them empty. */
  push(text: string): AnswerPart[] {
    const parts: AnswerPart[] = [];
    for (const character of text) this.#take(character, parts);
    return [...parts, ...this.#takeContent()];
  }

  /** What was held back, when no more text comes. */
  flush(): AnswerPart[] {
    const parts: AnswerPart[] = [];
    if (this.#automaton?.isWhole) {
      const rest = this.#close(this.#automaton, parts);
      if (!closeTag.startsWith(rest.trim())) for (const character of rest) this.#take(character, parts);
    }
    this.#giveUp(this.#candidate.length);
    if (!this.#isAfterCall) this.#content += this.#space;
    this.#space = "";
    return [...parts, ...this.#takeContent()];
  }

  #take(character: string, parts: AnswerPart[]): void {
    if (this.#automaton === undefined) {
      this.#begin(character);
      return;
    }
    const automaton = this.#automaton;
    this.#candidate += character;
    const progress = automaton.advance(character);
    if (progress === "open") return;
    const rest = progress === "closed" ? this.#close(automaton, parts) : this.#giveUp(automaton.numDone);
    for (const next of rest) this.#take(next, parts);
  }

  /** A character that goes on with no call: it may begin one, or is content. */
  #begin(character: string): void {
    if (character !== openTag[0]) {
      this.#append(character);
      return;
    }
    this.#automaton = this.#createAutomaton();
    this.#automaton.advance(character);
    this.#candidate = character;
  }

  /** @returns what is to be read anew */
  #close(automaton: CallAutomaton, parts: AnswerPart[]): string {
    const toolCall = automaton.read(this.#candidate);
    if (toolCall === undefined) return this.#giveUp(this.#candidate.length);
    parts.push(...this.#takeContent(), { type: "toolCall", toolCall });
    const rest = this.#candidate.slice(automaton.numDone);
    this.#automaton = undefined;
    this.#candidate = "";
    this.#space = "";
    this.#isAfterCall = true;
    return rest;
  }

  /** The beginning of what might have been a call is content. @returns what is to be read anew */
  #giveUp(length: number): string {
    const rest = this.#candidate.slice(length);
    for (const character of this.#candidate.slice(0, length)) this.#append(character);
    this.#automaton = undefined;
    this.#candidate = "";
    return rest;
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
export function parseToolCalls(answer: string, options?: ToolCallOptions): ParsedAnswer {
  const splitter = new ToolCallSplitter(options);
  const parts = [...splitter.push(answer), ...splitter.flush()];
  return {
    content: parts.map((part) => (part.type === "content" ? part.text : "")).join(""),
    toolCalls: parts.flatMap((part) => (part.type === "toolCall" ? [part.toolCall] : [])),
  };
}
