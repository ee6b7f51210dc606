import {
  answerGrammar,
  type GrammarSpec,
  type TextGrammar,
  type ToolCallStyle,
  type ToolDefinition,
} from "@qwents/engine";
import {
  type AnthropicTool,
  type ApiError,
  invalidRequest,
  type ParsedAnthropicCountTokensRequest,
} from "@qwents/protocol";
import { present } from "../present.ts";

type Conversation = Pick<ParsedAnthropicCountTokensRequest, "messages" | "tools" | "tool_choice">;

/** What is in front of the conversation, undefined if nothing. The model reads of deferred tools where they are named. */
export function shownTools({ tools, tool_choice }: Conversation): ToolDefinition[] | undefined {
  const shown = tools?.filter(({ defer_loading }) => defer_loading !== true);
  return tool_choice?.type === "none" || !shown?.length ? undefined : shown.map(toTool);
}

/** All that may be called, undefined if nothing: what looks like a call is text then. */
export function callableTools(conversation: Conversation): ToolDefinition[] | undefined {
  const tools = [...toolsOf(conversation).values()];
  return conversation.tool_choice?.type === "none" || tools.length === 0 ? undefined : tools;
}

/**
 * What an answer is held to: calls of these tools, where one is begun or demanded.
 * @param content what it is where it calls nothing
 * @throws ApiError 400 for unknown ones
 */
export function toolGrammar(
  conversation: Conversation,
  style: ToolCallStyle,
  content: TextGrammar | undefined,
): GrammarSpec | undefined {
  const { tool_choice: choice, tools } = conversation;
  const callable = callableTools(conversation);
  if (callable === undefined && (choice?.type === "any" || choice?.type === "tool")) throw nothingToCall();
  if (callable === undefined) return content;
  const strict = new Set(tools?.filter((tool) => tool.strict === true).map(({ name }) => name));
  if (choice?.type === "tool" && callable.every(({ name }) => name !== choice.name)) throw unknownTool(choice.name);
  const isOne = choice != null && "disable_parallel_tool_use" in choice && choice.disable_parallel_tool_use === true;
  return answerGrammar({
    tools: callable.map(({ name, parameters }) => ({ name, ...present({ parameters }), strict: strict.has(name) })),
    style,
    choice: choice?.type === "tool" ? choice : choice?.type === "any" ? "required" : "auto",
    parallel: !isOne,
    content,
  });
}

function nothingToCall(): ApiError {
  const message = "'tool_choice': expected auto or none without tools. Leave it out, or add tools.";
  return invalidRequest(message, "invalid_value", "tool_choice");
}

/** Writes descriptions of tools into a conversation, of each where it is first named: they may be long, and named often. */
export class ToolDescriptions {
  readonly #tools: ReadonlyMap<string, ToolDefinition>;
  readonly #described = new Set<string>();

  constructor(conversation: Conversation) {
    this.#tools = toolsOf(conversation);
  }

  /** Nothing for no names. @throws ApiError 400 for unknown ones */
  of(names: readonly string[]): string {
    if (names.length === 0) return "";
    const lines = names.map((name) => `<function>${JSON.stringify(this.#describe(name))}</function>`);
    return ["<functions>", ...lines, "</functions>"].join("\n");
  }

  #describe(name: string): ToolDefinition {
    const tool = this.#tools.get(name);
    if (tool === undefined) throw unknownTool(name);
    if (this.#described.has(name)) return { name };
    this.#described.add(name);
    return tool;
  }
}

/** All that a request describes, by name: also what joins later, in a system message. */
function toolsOf({ tools, messages }: Conversation): ReadonlyMap<string, ToolDefinition> {
  const added = messages.flatMap((turn) => (turn.role === "system" && Array.isArray(turn.content) ? turn.content : []));
  const defined = added.flatMap((block) =>
    block.type === "tool_addition" && block.tool.type === "tool_definition" ? [block.tool.definition] : [],
  );
  return new Map([...(tools ?? []), ...defined].map((tool) => [tool.name, toTool(tool)]));
}

function unknownTool(name: string): ApiError {
  const message = `'tools': expected a tool "${name.slice(0, 128)}", because the conversation refers to it. Add it.`;
  return invalidRequest(message, "invalid_value", "tools");
}

function toTool({ name, description, input_schema, input_examples }: AnthropicTool): ToolDefinition {
  const parameters = input_examples?.length ? { ...input_schema, examples: input_examples } : input_schema;
  return { name, ...present({ description }), parameters };
}
