import { type BegunToolCall, type CallAutomaton, closeTag, openTag, type WrittenToolCall } from "./call-automaton.ts";
import type { ToolCallStyle, ToolDefinition } from "./chat-template.ts";
import { EitherCallAutomaton } from "./either-call-automaton.ts";
import { isJsonSpace } from "./json-automaton.ts";
import { JsonCallAutomaton } from "./json-call-automaton.ts";
import { XmlCallAutomaton } from "./xml-call-automaton.ts";

/** What is known of the calls that an answer may hold. */
export interface ToolCallOptions {
  /** How the model writes calls: `engine.info.toolCallStyle`. Default "json"; "xml" reads both. */
  readonly style?: ToolCallStyle;
  /** What is on offer: types of arguments that are written as text come from their schemas. Default: no tools. */
  readonly tools?: readonly ToolDefinition[];
}

/** A part of an answer, in the order in which it was written; calls come whole, or in parts of their own. */
export type SplitPart =
  | { readonly type: "content"; readonly text: string }
  | { readonly type: "toolCall"; readonly toolCall: WrittenToolCall }
  | { readonly type: "toolCallBegin"; readonly name: string }
  /** More of the arguments' JSON. */
  | { readonly type: "toolCallArguments"; readonly text: string }
  | { readonly type: "toolCallEnd" };

/** What reads the next call. */
export function createCallAutomaton({ style = "json", tools = [] }: ToolCallOptions): CallAutomaton {
  const json = new JsonCallAutomaton();
  return style === "json" ? json : new EitherCallAutomaton(json, new XmlCallAutomaton(tools));
}

/** Parts an answer into content and tool calls, as it comes. */
export class CallSplitter {
  #content = "";
  /** What was written after the content and belongs to it if more content comes. */
  #space = "";
  /** What may be the beginning of a call, as the automaton has taken it in. */
  #candidate = "";
  #automaton: CallAutomaton | undefined;
  #isAfterCall = false;
  /** How much was told of the arguments of the present call; undefined as long as nothing was told of it. */
  #numTold: number | undefined;
  readonly #isStreamed: boolean;
  readonly #tools: readonly ToolDefinition[];
  readonly #createAutomaton: () => CallAutomaton;

  /** @param isStreamed whether calls of the tools on offer are told of before they are whole */
  constructor(options: ToolCallOptions = {}, isStreamed: boolean) {
    this.#isStreamed = isStreamed;
    this.#tools = options.tools ?? [];
    this.#createAutomaton = () => createCallAutomaton(options);
  }

  /** The parts that `text` makes certain, no content among them empty. */
  push(text: string): SplitPart[] {
    const parts: SplitPart[] = [];
    for (const character of text) this.#take(character, parts);
    this.#tell(parts);
    return [...parts, ...this.#takeContent()];
  }

  /** What was held back, when no more text comes. */
  flush(): SplitPart[] {
    const parts: SplitPart[] = [];
    if (this.#automaton?.isWhole) {
      const rest = this.#close(this.#automaton, parts);
      if (!closeTag.startsWith(rest.trim())) for (const character of rest) this.#take(character, parts);
    }
    this.#giveUp(this.#candidate.length, parts);
    if (!this.#isAfterCall) this.#content += this.#space;
    this.#space = "";
    return [...parts, ...this.#takeContent()];
  }

  #take(character: string, parts: SplitPart[]): void {
    if (this.#automaton === undefined) {
      this.#begin(character);
      return;
    }
    const automaton = this.#automaton;
    this.#candidate += character;
    const progress = automaton.advance(character);
    if (progress === "open") return;
    const rest = progress === "closed" ? this.#close(automaton, parts) : this.#giveUp(automaton.numDone, parts);
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
  #close(automaton: CallAutomaton, parts: SplitPart[]): string {
    const toolCall = automaton.read(this.#candidate);
    if (toolCall === undefined) return this.#giveUp(this.#candidate.length, parts);
    if (this.#isStreamed) this.#tellWhole(toolCall, automaton, parts);
    else parts.push(...this.#takeContent(), { type: "toolCall", toolCall });
    return this.#leaveCall(automaton.numDone);
  }

  /** @returns what is to be read anew */
  #leaveCall(length: number): string {
    const rest = this.#candidate.slice(length);
    this.#automaton = undefined;
    this.#candidate = "";
    this.#space = "";
    this.#isAfterCall = true;
    this.#numTold = undefined;
    return rest;
  }

  /** Tells of a call as far as it is certain. */
  #tell(parts: SplitPart[], text = this.#candidate): void {
    if (!this.#isStreamed || this.#automaton === undefined) return;
    const begun = this.#automaton.begun(text, false);
    if (begun === undefined || !this.#tools.some(({ name }) => name === begun.name)) return;
    this.#tellOf(begun, parts);
  }

  #tellWhole(toolCall: WrittenToolCall, automaton: CallAutomaton, parts: SplitPart[]): void {
    const isBegun = this.#numTold !== undefined;
    this.#tellOf((isBegun && automaton.begun(this.#candidate, true)) || toolCall, parts);
    parts.push({ type: "toolCallEnd" });
  }

  #tellOf({ name, arguments: written }: BegunToolCall, parts: SplitPart[]): void {
    if (this.#numTold === undefined) {
      parts.push(...this.#takeContent(), { type: "toolCallBegin", name });
      this.#numTold = 0;
    }
    const news = written.slice(this.#numTold);
    if (news !== "") parts.push({ type: "toolCallArguments", text: news });
    this.#numTold = written.length;
  }

  /** The beginning of what might have been a call is content, unless it was told of. @returns what is to be read anew */
  #giveUp(length: number, parts: SplitPart[]): string {
    if (this.#numTold !== undefined) {
      this.#tell(parts, this.#candidate.slice(0, length));
      parts.push({ type: "toolCallEnd" });
      return this.#leaveCall(length);
    }
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

  #takeContent(): SplitPart[] {
    const text = this.#content;
    this.#content = "";
    return text === "" ? [] : [{ type: "content", text }];
  }
}
