import { QwenError } from "../errors.ts";
import { shownArgument } from "../files/quoted.ts";
import type { ChatMessage, ChatTemplateOptions, ReasoningEffort, ToolCall, ToolDefinition } from "./chat-template.ts";

// Deeper than any schema, shallower than any stack.
const maxDepth = 64;
// Half of what a template may make of it; the longest contexts, of a million tokens, have a quarter of that.
const maxTextLength = 16 * 1024 * 1024;
// What any value counts for at least, as each is work for a template.
const valueLength = 32;

const roles: readonly unknown[] = ["system", "developer", "user", "assistant", "tool"] satisfies ChatMessage["role"][];

const reservedNames = ["messages", "tools", "add_generation_prompt", "bos_token", "eos_token", "namespace"];

// What templates since Qwen3.8 know for each; they refuse all else.
const effortDegrees: Readonly<Record<ReasoningEffort, string | undefined>> = {
  none: undefined,
  minimal: "low",
  low: "low",
  medium: "medium",
  high: "xhigh",
  xhigh: "xhigh",
  max: "xhigh",
};

export type TemplateVariables = Readonly<Record<string, unknown>> & {
  readonly messages: readonly { readonly tool_calls?: readonly unknown[] }[];
};

/**
 * What templates call the parts of a conversation: `reasoning_content`, `tool_calls` with a `function` each,
 * `tool_call_id`; developers are the system, and an assistant's missing content is empty.
 * @param source The template's, which may know other degrees of effort than Qwen's.
 * @throws QwenError `request/invalid`
 */
export function templateVariables(
  messages: readonly ChatMessage[],
  tools: readonly ToolDefinition[] | undefined,
  options: ChatTemplateOptions,
  source: string,
): TemplateVariables {
  requireList(messages, "The messages of a conversation");
  requireObject(options, "The template's options");
  const { enableThinking, preserveThinking, continueFinalMessage = false, variables = {} } = options;
  const { addGenerationPrompt = !continueFinalMessage } = options;
  requireFlag(enableThinking, "enableThinking");
  requireFlag(preserveThinking, "preserveThinking");
  requireFlag(addGenerationPrompt, "addGenerationPrompt");
  requireFlag(continueFinalMessage, "continueFinalMessage");
  if (addGenerationPrompt && continueFinalMessage) {
    throw invalid('"addGenerationPrompt" must be false where "continueFinalMessage" is true.');
  }
  requireObject(variables, "The template's variables");
  if (tools !== undefined && tools !== null) requireList(tools, "The tools of a conversation");
  if (messages.length === 0) throw invalid("A conversation must have at least one message.");
  const reserved = Object.keys(variables).find((name) => reservedNames.includes(name));
  if (reserved) throw invalid(`The template variable "${reserved}" has its own place in the request.`);
  const all = {
    ...effortVariables(options.reasoningEffort, source),
    ...variables,
    ...(enableThinking !== undefined && { enable_thinking: enableThinking }),
    ...(preserveThinking !== undefined && { preserve_thinking: preserveThinking }),
    messages: messages.map(messageVariables),
    tools: tools?.length ? tools.map(toolVariables) : null,
    add_generation_prompt: addGenerationPrompt,
  };
  const length = measure(all, maxDepth);
  if (length > maxTextLength) throw tooLong(length);
  return all;
}

function effortVariables(effort: ReasoningEffort | undefined, source: string): Readonly<Record<string, unknown>> {
  if (effort === undefined) return {};
  if (!Object.hasOwn(effortDegrees, effort)) {
    throw invalid(
      `"reasoningEffort" must be one of ${Object.keys(effortDegrees).join(", ")}, got ${shownArgument(effort)}.`,
    );
  }
  if (effort === "none") return { enable_thinking: false };
  return { enable_thinking: true, reasoning_effort: source.includes("xhigh") ? effortDegrees[effort] : effort };
}

function messageVariables(message: ChatMessage, index: number) {
  requireObject(message, `Message ${index}`);
  const { role, content, reasoningContent, toolCalls, toolCallId, name } = message;
  if (!roles.includes(role))
    throw invalid(`Message ${index} must have one of the roles ${roles.join(", ")}, got ${shownArgument(role)}.`);
  if (content !== null && typeof content !== "string")
    throw invalid(`Message ${index} must have text or null as content, got ${shownArgument(content)}.`);
  for (const [field, value] of Object.entries({ reasoningContent, toolCallId, name })) {
    if (value !== undefined && typeof value !== "string")
      throw invalid(`Message ${index} must have text as ${field}, got ${shownArgument(value)}.`);
  }
  if (toolCalls !== undefined) requireList(toolCalls, `The tool calls of message ${index}`);
  return {
    role: role === "developer" ? "system" : role,
    content: content ?? "",
    ...(reasoningContent !== undefined && { reasoning_content: reasoningContent }),
    ...(toolCalls?.length && { tool_calls: toolCalls.map(toolCallVariables) }),
    ...(toolCallId !== undefined && { tool_call_id: toolCallId }),
    ...(name !== undefined && { name }),
  };
}

function toolCallVariables(call: ToolCall) {
  requireObject(call, "A tool call");
  const { id, name, arguments: args } = call;
  return { id, type: "function", function: { name, arguments: args } };
}

function toolVariables(tool: ToolDefinition) {
  requireObject(tool, "A tool");
  const { name, description, parameters } = tool;
  const described = {
    name,
    ...(description !== undefined && { description }),
    ...(parameters !== undefined && { parameters }),
  };
  return { type: "function", function: described };
}

function requireObject(value: unknown, what: string): void {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw invalid(`${what} must be an object, got ${shownArgument(value)}.`);
}

function requireList(value: unknown, what: string): void {
  if (!Array.isArray(value)) throw invalid(`${what} must be a list, got ${shownArgument(value)}.`);
}

function requireFlag(value: unknown, name: string): void {
  if (value !== undefined && typeof value !== "boolean")
    throw invalid(`"${name}" must be true or false, got ${shownArgument(value)}.`);
}

/** The length of all text in `value`, and of the values by themselves; it may hold only what JSON has, and no deeper than a template can follow. */
function measure(value: unknown, depth: number): number {
  if (depth < 0) throw invalid(`Tools, their calls and template variables must not be nested deeper than ${maxDepth}.`);
  if (typeof value === "string") return valueLength + value.length;
  if (typeof value === "object" && value !== null) {
    const elements = Object.entries(value);
    return elements.reduce((sum, [key, element]) => sum + key.length + measure(element, depth - 1), valueLength);
  }
  if (value === null || ["number", "boolean", "undefined"].includes(typeof value)) return valueLength;
  throw invalid(`Tools, their calls and template variables must be JSON, without a ${typeof value}.`);
}

function tooLong(length: number): QwenError {
  return new QwenError(
    "request/context-too-long",
    `The conversation amounts to ${length} characters; ${maxTextLength} can be read at most. Leave some out.`,
    { details: { length, maxTextLength } },
  );
}

function invalid(message: string): QwenError {
  return new QwenError("request/invalid", message);
}
