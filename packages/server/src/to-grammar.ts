import { answerGrammar, type GrammarSpec, type TextGrammar, type ToolCallStyle, type ToolToCall } from "@qwents/engine";
import {
  allowedNames,
  expectedChoice,
  invalidRequest,
  type ParsedChatCompletionRequest,
  type ResponseFormat,
  type StructuredOutputs,
} from "@qwents/protocol";
import { offeredTools } from "./offered-tools.ts";

type OutputFields = Pick<ParsedChatCompletionRequest, "structured_outputs" | "grammar"> &
  Partial<Pick<ParsedChatCompletionRequest, "response_format">>;

type ChatFields = OutputFields & Pick<ParsedChatCompletionRequest, "tools" | "tool_choice" | "parallel_tool_calls">;

/** What a chat's answer is held to, undefined if to nothing. @throws ApiError 400 */
export function chatGrammar(wire: ChatFields, style: ToolCallStyle): GrammarSpec | undefined {
  const expected = expectedChoice(wire);
  if (expected !== undefined) {
    throw invalidRequest(`'tool_choice': expected ${expected}.`, "invalid_value", "tool_choice");
  }
  return answerGrammar({
    tools: toolsToCall(wire),
    style,
    choice: choiceOf(wire),
    parallel: wire.parallel_tool_calls !== false,
    content: textGrammar(wire),
  });
}

function choiceOf({ tool_choice: choice }: ChatFields) {
  if (choice == null || typeof choice === "string") return choice === "required" ? choice : "auto";
  return choice.type === "function" ? choice.function : choice.allowed_tools.mode;
}

function toolsToCall(wire: ChatFields): ToolToCall[] | undefined {
  const allowed = allowedNames(wire.tool_choice);
  return offeredTools(wire)
    ?.map(({ description: _, ...tool }, i) => ({ ...tool, strict: wire.tools?.[i].function.strict === true }))
    .filter(({ name }) => allowed?.has(name) ?? true);
}

/** What text is held to, undefined if to nothing. @throws ApiError 400 */
export function textGrammar({ response_format, structured_outputs, grammar }: OutputFields): TextGrammar | undefined {
  if (grammar != null) return { type: "grammar", grammar };
  if (structured_outputs != null) return structuredGrammar(structured_outputs);
  return response_format == null ? undefined : formatGrammar(response_format);
}

function formatGrammar(format: ResponseFormat): TextGrammar | undefined {
  if (format.type === "text") return undefined;
  if (format.type === "json_object") {
    return format.schema == null ? { type: "json_object" } : { type: "json_schema", schema: format.schema };
  }
  const { schema, strict } = format.json_schema;
  return schema == null ? { type: "json_object" } : { type: "json_schema", schema, strict: strict === true };
}

function structuredGrammar({ json, regex, choice, grammar }: StructuredOutputs): TextGrammar {
  if (regex != null) return { type: "regex", pattern: regex };
  if (choice != null) return { type: "choice", choices: choice };
  if (grammar != null) return { type: "grammar", grammar };
  if (json == null) return { type: "json_object" };
  return { type: "json_schema", schema: typeof json === "string" ? parseSchema(json) : json };
}

function parseSchema(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const message = "'structured_outputs.json': expected a JSON Schema, but got a string that is no JSON.";
    throw invalidRequest(message, "invalid_value", "structured_outputs.json");
  }
}
