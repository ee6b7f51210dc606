import {
  type BegunToolCall,
  type CallAutomaton,
  closeTag,
  maxArgumentDepth,
  maxCallLength,
  openTag,
  type WrittenToolCall,
} from "./call-automaton.ts";
import { isJsonSpace, JsonObjectAutomaton } from "./json-automaton.ts";

/**
 * Reads one call as Qwen3 and others write it, after Hermes, a character at a time:
 * `<tool_call>{"name": "…", "arguments": {…}}</tool_call>`, with space between its parts as JSON allows it, the members
 * in any order.
 * @see https://qwen.readthedocs.io/en/latest/framework/function_call.html
 */
export class JsonCallAutomaton implements CallAutomaton {
  readonly #json = new JsonObjectAutomaton(maxArgumentDepth);
  #part: "opening" | "object" | "closing" = "opening";
  /** UTF-16 units taken in. */
  #length = 0;
  /** Characters of the present tag that have come. */
  #matched = 0;
  readonly #object = { start: 0, end: 0 };
  readonly #arguments = { start: 0, end: 0 };

  /** Undefined until the arguments begin; empty where it does not stand before them. */
  #name: string | undefined;

  readonly isWhole = false;

  get numDone(): number {
    return this.#length;
  }

  advance(character: string): "open" | "closed" | "failed" {
    if (this.#length >= maxCallLength || !this.#accept(character)) return "failed";
    this.#length += character.length;
    return this.#part === "closing" && this.#matched === closeTag.length ? "closed" : "open";
  }

  /** Undefined where the object has other members. */
  read(text: string): WrittenToolCall | undefined {
    const written: Record<string, unknown> = JSON.parse(text.slice(this.#object.start, this.#object.end));
    const { name, arguments: parsed } = written;
    if (typeof name !== "string" || name === "" || Object.keys(written).length !== 2) return undefined;
    if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) return undefined;
    return { name, arguments: text.slice(this.#arguments.start, this.#arguments.end) };
  }

  /** Once the arguments begin, if the name stands before them. */
  begun(text: string): BegunToolCall | undefined {
    const { start, end } = this.#arguments;
    if (start === 0) return undefined;
    this.#name ??= nameBefore(text.slice(this.#object.start, start));
    if (this.#name === "") return undefined;
    return { name: this.#name, arguments: text.slice(start, end > 0 ? end : undefined) };
  }

  #accept(character: string): boolean {
    if (this.#part === "object") return this.#acceptObject(character);
    const tag = this.#part === "opening" ? openTag : closeTag;
    if (character === tag[this.#matched]) {
      this.#matched++;
      return true;
    }
    if (this.#part === "closing") return this.#matched === 0 && isJsonSpace(character);
    if (this.#matched < openTag.length) return false;
    if (isJsonSpace(character)) return true;
    this.#part = "object";
    this.#object.start = this.#length;
    return this.#json.advance(character);
  }

  /** The name is a string: the one object in the object is the arguments. */
  #acceptObject(character: string): boolean {
    const before = this.#json.depth;
    if (!this.#json.advance(character)) return false;
    const after = this.#json.depth;
    if (before === 1 && after === 2) {
      if (this.#arguments.end > 0) return false;
      this.#arguments.start = this.#length;
    }
    if (before === 2 && after === 1) this.#arguments.end = this.#length + character.length;
    if (after === 0) {
      this.#part = "closing";
      this.#matched = 0;
      this.#object.end = this.#length + character.length;
    }
    return true;
  }
}

/** The name that an object begins with, if its arguments come next; else empty. */
function nameBefore(text: string): string {
  const [, name] = /^\{\s*"name"\s*:\s*("(?:[^"\\]|\\.)*")\s*,\s*"arguments"\s*:\s*$/.exec(text) ?? [];
  return name === undefined ? "" : JSON.parse(name);
}
