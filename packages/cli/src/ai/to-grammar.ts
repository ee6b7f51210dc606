import type { LanguageModelV4CallOptions } from "@ai-sdk/provider";
import {
  answerGrammar,
  type GrammarSpec,
  QwenError,
  type TextGrammar,
  type ToolCallStyle,
  type ToolDefinition,
} from "@qwents/engine";
import type { QwenLanguageModelOptions } from "./provider-options.ts";

/** What says what an answer may be. */
export interface AnswerWishes extends Pick<QwenLanguageModelOptions, "grammar" | "parallelToolCalls"> {
  /** Those that are on offer. */
  readonly tools: readonly ToolDefinition[] | undefined;
  readonly style: ToolCallStyle;
}

/**
 * What an answer is held to, undefined if to nothing.
 * @throws QwenError `request/invalid` for a demanded tool that is not on offer, and for two forms at once
 */
export function toGrammar(options: LanguageModelV4CallOptions, wishes: AnswerWishes): GrammarSpec | undefined {
  const { tools, style, parallelToolCalls: parallel } = wishes;
  const strict = strictTools(options);
  return answerGrammar({
    tools: tools?.map(({ name, parameters }) => ({
      name,
      ...(parameters && { parameters }),
      strict: strict.has(name),
    })),
    style,
    choice: choiceOf(options, tools ?? []),
    parallel,
    content: contentOf(options.responseFormat, wishes.grammar),
  });
}

function strictTools({ tools = [] }: LanguageModelV4CallOptions): ReadonlySet<string> {
  return new Set(tools.flatMap((tool) => (tool.type === "function" && tool.strict === true ? [tool.name] : [])));
}

function choiceOf({ toolChoice }: LanguageModelV4CallOptions, tools: readonly ToolDefinition[]) {
  if (toolChoice?.type === "required") {
    if (tools.length === 0) throw noSuchTool('"required" needs a tool that this model can call.');
    return "required";
  }
  if (toolChoice?.type !== "tool") return "auto";
  const { toolName: name } = toolChoice;
  if (tools.some((tool) => tool.name === name)) return { name };
  throw noSuchTool(`expected the name of one of the tools, but got "${name.slice(0, 128)}".`);
}

function noSuchTool(expected: string): QwenError {
  return new QwenError("request/invalid", `toolChoice: ${expected}`, { details: { field: "toolChoice" } });
}

type ResponseFormat = LanguageModelV4CallOptions["responseFormat"];

function contentOf(format: ResponseFormat, grammar: TextGrammar | undefined): TextGrammar | undefined {
  if (format?.type !== "json") return grammar;
  if (grammar !== undefined) {
    const message =
      'Expected a response format or "providerOptions.qwen.grammar", but got both: leave one of them out.';
    throw new QwenError("request/invalid", message, { details: { field: "providerOptions.qwen.grammar" } });
  }
  const schema = schemaOf(format);
  return schema === undefined ? { type: "json_object" } : { type: "json_schema", schema };
}

/** The schema that a format has, if it says anything, without what only a validator wants to know. */
export function schemaOf(format: Extract<ResponseFormat, { type: "json" }>): object | undefined {
  const { $schema: _, ...schema } = format.schema ?? {};
  return Object.keys(schema).length === 0 ? undefined : schema;
}
