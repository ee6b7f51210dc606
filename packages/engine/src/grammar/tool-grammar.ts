import { closeTag, openTag } from "../text/call-automaton.ts";
import type { ToolCallStyle } from "../text/chat-template.ts";
import { choice, type Expression, empty, literal, type Rules, repeat, sequence } from "./expression.ts";
import { space } from "./json/json-text.ts";
import { jsonCall } from "./json-calls.ts";
import type { ToolToCall } from "./tool-schema.ts";
import { searchFor, type Trigger } from "./until.ts";
import { XmlCalls } from "./xml-calls.ts";

export interface ToolGrammarOptions {
  readonly tools: readonly ToolToCall[];
  readonly style: ToolCallStyle;
  /** Whether there is to be a call, or the model may write one. */
  readonly choice: "auto" | "required";
  /** Whether several calls may follow each other. */
  readonly isParallel: boolean;
  /** What the answer is where it calls nothing; any text where it is absent. */
  readonly content?: Expression;
}

/** How a call may begin within a thought, which ends it: `{` or `<function=` follow. As `ReasoningSplitter` has it. */
const spaces = ["", "\n", " ", "\n\n"];

/** Answers that may call tools. */
export interface ToolGrammar {
  /** From the answer's beginning on. */
  readonly answer: Expression;
  /** How calls begin in a thought, and what follows from there. */
  readonly inThought: readonly Trigger[];
}

/** @throws QwenError `grammar/invalid`, `grammar/too-complex` */
export function toolGrammar(options: ToolGrammarOptions, rules: Rules): ToolGrammar {
  const { tools, style, content } = options;
  const xml = new XmlCalls(rules);
  // Each by what it begins with; models that write tags read calls in JSON, too.
  const starts: readonly Trigger[] =
    style === "json"
      ? [{ text: "{", next: rules.add(choice(...tools.map((tool) => jsonCall(tool, rules)))) }]
      : startsOf(tools, xml, rules);
  const rest = rules.declare();
  const closing = sequence(space, literal(closeTag), rest);
  const opened = starts.map(({ text, next }): Trigger => ({ text, next: rules.add(sequence(next!, closing)) }));
  const body = sequence(space, choice(...opened.map(({ text, next }) => sequence(literal(text), next!))));
  const call = sequence(literal(openTag), body);
  const further = repeat(choice(literal("\n"), literal(" ")), 0, 2);
  const inThought = spaces.flatMap((gap) =>
    opened.map(({ text, next }) => ({ text: openTag + gap + text, ...(next && { next }) })),
  );
  if (options.choice === "required" || content !== undefined) {
    rules.define(rest, options.isParallel ? choice(empty, sequence(further, call)) : empty);
    const calls = sequence(space, call);
    return {
      answer: options.choice === "required" || content === undefined ? calls : choice(calls, content),
      inThought,
    };
  }
  const bare = style === "xml" ? xml.bareCalls(tools, rest) : [];
  const text = searchFor(rules, [{ text: openTag, next: body }, ...bare], true).behind();
  rules.define(rest, options.isParallel ? text : empty);
  return { answer: text, inThought };
}

function startsOf(tools: readonly ToolToCall[], xml: XmlCalls, rules: Rules): Trigger[] {
  const inTags = tools.filter((tool) => xml.canWrite(tool));
  const inJson = tools.filter((tool) => !xml.canWrite(tool));
  const starts: Trigger[] = [];
  if (inTags.length > 0)
    starts.push({ text: "<function=", next: rules.add(choice(...inTags.map((tool) => xml.call(tool)))) });
  if (inJson.length > 0)
    starts.push({ text: "{", next: rules.add(choice(...inJson.map((tool) => jsonCall(tool, rules)))) });
  return starts;
}
