import { type CallAutomaton, openTag } from "./call-automaton.ts";
import { createCallAutomaton, type ToolCallOptions } from "./call-splitter.ts";

/** A piece of an answer: of a call, its tags included, or of what is none. */
export interface CallSpan {
  readonly isCall: boolean;
  readonly text: string;
}

/**
 * Tells calls from what is around them while they are written, and leaves every character as it is. A call begins with its
 * opening tag, whole or not, and ends where it is closed or turns out to be none. Only what may be that tag is held back.
 */
export class CallSpans {
  readonly #options: ToolCallOptions;
  #automaton: CallAutomaton | undefined;
  /** What the automaton has taken in and nothing was told of. */
  #held = "";
  /** UTF-16 units of the present call that were told of. */
  #numTold = 0;
  #spans: CallSpan[] = [];

  constructor(options: ToolCallOptions = {}) {
    this.#options = options;
  }

  /** What `text` makes certain, none of it empty. */
  push(text: string): CallSpan[] {
    for (const character of text) this.#take(character);
    return this.#takeSpans();
  }

  /** What was held back, when no more text comes. */
  flush(): CallSpan[] {
    this.#leave(this.#numTold + this.#held.length);
    return this.#takeSpans();
  }

  #take(character: string): void {
    if (this.#automaton === undefined && character !== openTag[0]) {
      this.#tell(character, false);
      return;
    }
    this.#automaton ??= createCallAutomaton(this.#options);
    this.#held += character;
    if (this.#automaton.advance(character) === "open") this.#goOn(character);
    else for (const next of this.#leave(this.#automaton.numDone)) this.#take(next);
  }

  /** The first tag behind which it stays open is that of a call. */
  #goOn(character: string): void {
    if (this.#numTold === 0 && character !== ">") return;
    this.#tell(this.#held, true);
    this.#numTold += this.#held.length;
    this.#held = "";
  }

  /** @returns what is to be read anew */
  #leave(numDone: number): string {
    const numRead = Math.max(0, numDone - this.#numTold);
    const rest = this.#held.slice(numRead);
    this.#tell(this.#held.slice(0, numRead), this.#numTold > 0);
    this.#automaton = undefined;
    this.#held = "";
    this.#numTold = 0;
    return rest;
  }

  #tell(text: string, isCall: boolean): void {
    if (text === "") return;
    const last = this.#spans.at(-1);
    if (last?.isCall === isCall) this.#spans[this.#spans.length - 1] = { isCall, text: last.text + text };
    else this.#spans.push({ isCall, text });
  }

  #takeSpans(): CallSpan[] {
    const spans = this.#spans;
    this.#spans = [];
    return spans;
  }
}
