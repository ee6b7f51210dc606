import type { ToolCallStyle } from "../text/chat-template.ts";
import type { GrammarSpec, TextGrammar } from "./grammar-spec.ts";
import type { ToolToCall } from "./tool-schema.ts";

/** What an answer may be, as the protocols of chats say it. */
export interface AnswerForm {
  /** What may be called; none: nothing. */
  readonly tools?: readonly ToolToCall[] | undefined;
  /** How calls are written: `engine.info.toolCallStyle`. */
  readonly style: ToolCallStyle;
  /** "required": at least one call, and nothing else. A name: one call of that tool. Default "auto". */
  readonly choice?: "auto" | "required" | { readonly name: string } | undefined;
  /** Whether there may be several calls. Default true. */
  readonly parallel?: boolean | undefined;
  /** What it is where it calls nothing. Default: any text. */
  readonly content?: TextGrammar | undefined;
}

/** The grammar of it, undefined where any text will do. A demanded tool has to be one of `tools`. */
export function answerGrammar({ tools = [], style, choice, parallel, content }: AnswerForm): GrammarSpec | undefined {
  if (tools.length === 0) return content;
  if (typeof choice === "object") {
    const named = tools.filter(({ name }) => name === choice.name);
    return { type: "tools", tools: named, style, choice: "required", parallel: false };
  }
  return {
    type: "tools",
    tools,
    style,
    choice: choice ?? "auto",
    parallel: parallel !== false,
    ...(content && { content }),
  };
}
