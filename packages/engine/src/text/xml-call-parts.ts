import type { BegunToolCall, WrittenToolCall } from "./call-automaton.ts";
import type { ToolDefinition } from "./chat-template.ts";
import { argumentText, hasProperty } from "./tool-argument.ts";
import type { XmlTag } from "./xml-tag.ts";

interface Parameter {
  readonly name: string;
  /** Where its value stands in the text. */
  readonly start: number;
  readonly end: number;
}

/** What a call written in tags consists of: the function, and where its parameters' values stand. */
export class XmlCallParts {
  readonly #tools: readonly ToolDefinition[];
  #function = "";
  readonly #parameters: Parameter[] = [];
  /** The parameters' members of the arguments, as far as they were asked for. */
  readonly #members: string[] = [];
  /** The tag that began the present value. */
  #begun: XmlTag | undefined;

  constructor(tools: readonly ToolDefinition[]) {
    this.#tools = tools;
  }

  get numParameters(): number {
    return this.#parameters.length;
  }

  /** Whether a tag begins a call of what is on offer. */
  isKnownFunction({ kind, name }: XmlTag): boolean {
    return kind === "<function=" && this.#tools.some((tool) => tool.name === name);
  }

  /** Whether a tag names a parameter of the function that it has not been given yet. */
  isNewParameter({ name }: XmlTag): boolean {
    const isNew = name !== this.#begun?.name && this.#parameters.every((parameter) => parameter.name !== name);
    return isNew && hasProperty(this.#schema(), name);
  }

  beginFunction({ name }: XmlTag): void {
    this.#function = name;
  }

  beginValue(tag: XmlTag): void {
    this.#begun = tag;
  }

  endValue(end: number): void {
    const { name, end: start } = this.#begun!;
    this.#parameters.push({ name, start, end });
  }

  /** The call; of two values for a parameter the last counts. */
  read(text: string): WrittenToolCall {
    const members = new Map<string, string>();
    for (const parameter of this.#parameters) members.set(parameter.name, this.#memberOf(parameter, text));
    return { name: this.#function, arguments: `{${[...members.values()].join(", ")}}` };
  }

  /** The call as far as it was written, parameter by parameter; of two values for one, both are told. */
  begun(text: string, isRead: boolean): BegunToolCall {
    const next = this.#parameters.slice(this.#members.length);
    this.#members.push(...next.map((parameter) => this.#memberOf(parameter, text)));
    const isSaid = isRead || this.#members.length > 0;
    const said = isSaid ? `{${this.#members.join(", ")}` : "";
    return { name: this.#function, arguments: isRead ? `${said}}` : said };
  }

  #memberOf({ name, start, end }: Parameter, text: string): string {
    const value = argumentText(withoutLineEnds(text.slice(start, end)), this.#schema(), name);
    return `${JSON.stringify(name)}: ${value}`;
  }

  #schema() {
    return this.#tools.find(({ name }) => name === this.#function)?.parameters;
  }
}

/** Without the line ends behind the opening tag and before the closing one. */
function withoutLineEnds(text: string): string {
  const lineEnd = text.startsWith("\r\n") ? "\r\n" : "\n";
  const begun = text.startsWith(lineEnd) ? text.slice(lineEnd.length) : text;
  return begun.endsWith(lineEnd) ? begun.slice(0, -lineEnd.length) : begun;
}
