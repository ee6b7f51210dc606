import { type BegunToolCall, type CallAutomaton, maxCallLength, type WrittenToolCall } from "./call-automaton.ts";
import type { ToolDefinition } from "./chat-template.ts";
import { isJsonSpace } from "./json-automaton.ts";
import { XmlCallParts } from "./xml-call-parts.ts";
import { readTag, type XmlTag } from "./xml-tag.ts";

type Progress = ReturnType<CallAutomaton["advance"]>;

/**
 * Reads one call as Qwen3-Coder and the models since Qwen3.5 write it, a character at a time:
 *
 *     <tool_call>
 *     <function=name>
 *     <parameter=key>
 *     any text
 *     </parameter>
 *     </function>
 *     </tool_call>
 *
 * Values are not escaped: a closing tag ends one only if what follows it could follow. What models leave out or write
 * twice is forgiven as far as it is clear what was meant: the outer tags, closing tags.
 * @see https://github.com/QwenLM/Qwen3-Coder
 */
export class XmlCallAutomaton implements CallAutomaton {
  readonly #parts: XmlCallParts;
  /** "ending": a tag came that may have ended the value. "closing": the function is closed, the outer tag is not. */
  #phase: "opening" | "opened" | "function" | "value" | "ending" | "closing" = "opening";
  #numDone = 0;
  /** UTF-16 units taken in. */
  #length = 0;
  /** What may be the beginning of a tag, and the character before it. */
  #tag = "";
  #before = "";
  /** The tag that may have ended the value, or has closed the function. */
  #ended: XmlTag | undefined;

  /** @param tools What is on offer. */
  constructor(tools: readonly ToolDefinition[]) {
    this.#parts = new XmlCallParts(tools);
  }

  get numDone(): number {
    return this.#numDone;
  }

  /** Not before the function is closed: further arguments might be missing. */
  get isWhole(): boolean {
    return this.#phase === "closing" || (this.#phase === "ending" && this.#ended?.kind !== "</parameter>");
  }

  advance(character: string): Progress {
    if (this.#length >= maxCallLength) return this.#leave("failed", this.#length);
    this.#length += character.length;
    const pending = this.#tag + character;
    const tag = pending.startsWith("<") ? readTag(pending, this.#length - pending.length) : undefined;
    this.#tag = tag === "open" ? pending : "";
    if (tag === "open") return "open";
    const progress = tag === undefined ? this.#takeText(pending, character) : this.#takeTag(tag);
    if (this.#tag === "") this.#before = character;
    return progress;
  }

  read(text: string): WrittenToolCall {
    if (this.isWhole) this.#numDone ||= this.#ended!.end;
    if (this.#phase === "ending") this.#parts.endValue(this.#ended!.start);
    return this.#parts.read(text);
  }

  /** Once a parameter has begun: until then it may be talk of calls. */
  begun(text: string, isRead: boolean): BegunToolCall | undefined {
    const hasParameters = this.#phase === "value" || this.#phase === "ending" || this.#parts.numParameters > 0;
    return isRead || hasParameters ? this.#parts.begun(text, isRead) : undefined;
  }

  #leave(progress: "closed" | "failed", numDone: number): Progress {
    this.#numDone = numDone;
    return progress;
  }

  /** Takes in what turned out to be no tag; its last character may begin one. */
  #takeText(pending: string, character: string): Progress {
    const isTagNext = character === "<" && pending.length > 1;
    const text = isTagNext ? pending.slice(0, -1) : pending;
    if (isTagNext) {
      this.#tag = character;
      this.#before = text.slice(-1);
    }
    if (this.#phase === "value" || [...text].every(isJsonSpace)) return "open";
    if (this.#phase === "ending") {
      this.#phase = "value";
      return "open";
    }
    if (this.#phase === "closing") return this.#leave("closed", this.#ended!.end);
    return this.#leave("failed", this.#length - this.#tag.length);
  }

  #takeTag(tag: XmlTag): Progress {
    switch (this.#phase) {
      case "opening":
        return this.#open(tag);
      case "opened":
        return tag.kind === "<function=" ? this.#beginFunction(tag) : this.#leave("failed", tag.start);
      case "function":
        return this.#goOn(tag);
      case "value":
        return this.#takeTagInValue(tag);
      case "ending":
        return this.#takeTagBehindValue(tag);
      case "closing":
        return this.#leave("closed", tag.kind === "</tool_call>" ? tag.end : this.#ended!.end);
    }
  }

  #open(tag: XmlTag): Progress {
    if (tag.kind === "<tool_call>") {
      this.#phase = "opened";
      return "open";
    }
    // Without the outer tag it might be talk about calls.
    return this.#parts.isKnownFunction(tag) ? this.#beginFunction(tag) : this.#leave("failed", tag.end);
  }

  #beginFunction(tag: XmlTag): Progress {
    this.#parts.beginFunction(tag);
    this.#phase = "function";
    return "open";
  }

  #goOn(tag: XmlTag): Progress {
    switch (tag.kind) {
      case "<parameter=":
        this.#parts.beginValue(tag);
        this.#phase = "value";
        return "open";
      case "</parameter>":
        return "open";
      case "</function>":
        this.#ended = tag;
        this.#phase = "closing";
        return "open";
      case "</tool_call>":
        return this.#leave("closed", tag.end);
      default:
        return this.#leave(this.#parts.numParameters > 0 ? "closed" : "failed", tag.start);
    }
  }

  #takeTagInValue(tag: XmlTag): Progress {
    if (tag.kind === "<parameter=") {
      const isNext = this.#before === "\n" && this.#parts.isNewParameter(tag);
      return isNext ? this.#endValue(tag.start, tag) : "open";
    }
    if (tag.kind.startsWith("</")) {
      this.#ended = tag;
      this.#phase = "ending";
    }
    return "open";
  }

  #takeTagBehindValue(tag: XmlTag): Progress {
    const { kind: endedBy, start, end } = this.#ended!;
    if (endedBy === "</parameter>" && tag.kind !== "<function=") return this.#endValue(start, tag);
    if (endedBy === "</function>" && tag.kind === "</tool_call>") return this.#leave("closed", tag.end);
    const beginsCall = tag.kind === "<tool_call>" || this.#parts.isKnownFunction(tag);
    if (endedBy !== "</parameter>" && beginsCall) return this.#leave("closed", end);
    this.#phase = "value";
    return this.#takeTagInValue(tag);
  }

  /** @param tag What comes behind the value. */
  #endValue(end: number, tag: XmlTag): Progress {
    this.#parts.endValue(end);
    this.#phase = "function";
    return this.#goOn(tag);
  }
}
