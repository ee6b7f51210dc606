import {
  type LanguageModelV4FilePart,
  type LanguageModelV4Message,
  type LanguageModelV4Prompt,
  type LanguageModelV4ToolResultOutput,
  UnsupportedFunctionalityError,
} from "@ai-sdk/provider";
import { type ChatMessage, QwenError, type ToolCall } from "@qwents/engine";

type AssistantContent = Extract<LanguageModelV4Message, { role: "assistant" }>["content"];
type ToolContent = Extract<LanguageModelV4Message, { role: "tool" }>["content"];

/**
 * The turns of a conversation, each tool's result one of its own.
 * @throws UnsupportedFunctionalityError for what is no text; QwenError `request/invalid`
 */
export function toMessages(prompt: LanguageModelV4Prompt): ChatMessage[] {
  return prompt.flatMap((message): ChatMessage[] => {
    switch (message.role) {
      case "system":
        return [{ role: "system", content: message.content }];
      case "user":
        return [{ role: "user", content: message.content.map(textOf).join("\n") }];
      case "assistant":
        return [toAssistant(message.content)];
      case "tool":
        return toResults(message.content);
      default:
        throw unsupported(`messages of the role ${(message as { role: unknown }).role}`);
    }
  });
}

function textOf(part: { readonly type: "text"; readonly text: string } | LanguageModelV4FilePart): string {
  return part.type === "text" ? part.text : textOfFile(part);
}

function textOfFile({ mediaType, data }: Pick<LanguageModelV4FilePart, "mediaType" | "data">): string {
  if (data.type === "text") return data.text;
  if (!mediaType.startsWith("text/") || data.type !== "data") throw unsupported(`files of the type ${mediaType}`);
  return new TextDecoder().decode(typeof data.data === "string" ? Buffer.from(data.data, "base64") : data.data);
}

function toAssistant(content: AssistantContent): ChatMessage {
  const texts: string[] = [];
  const thoughts: string[] = [];
  const toolCalls: ToolCall[] = [];
  for (const part of content) {
    if (part.type === "text") texts.push(part.text);
    else if (part.type === "reasoning") thoughts.push(part.text);
    else if (part.type === "tool-call") toolCalls.push(toCall(part));
    else throw unsupported(`parts of the type ${part.type} in an assistant's message`);
  }
  return {
    role: "assistant",
    content: texts.length === 0 ? null : texts.join(""),
    ...(thoughts.length > 0 && { reasoningContent: thoughts.join("\n") }),
    ...(toolCalls.length > 0 && { toolCalls }),
  };
}

function toCall(part: { readonly toolCallId: string; readonly toolName: string; readonly input: unknown }): ToolCall {
  const { toolCallId: id, toolName: name, input } = part;
  if (typeof input === "object" && input !== null && !Array.isArray(input)) {
    return { id, name, arguments: input as Record<string, unknown> };
  }
  const message = `The input of the tool call "${id.slice(0, 80)}" must be an object, as tools' arguments have names.`;
  throw new QwenError("request/invalid", message, { details: { field: "prompt" } });
}

/** Approvals need no turn: of what was refused there is a result that says so. */
function toResults(content: ToolContent): ChatMessage[] {
  return content.flatMap((part) =>
    part.type === "tool-result"
      ? [{ role: "tool" as const, content: resultText(part.output), toolCallId: part.toolCallId }]
      : [],
  );
}

function resultText(output: LanguageModelV4ToolResultOutput): string {
  switch (output.type) {
    case "text":
      return output.value;
    case "json":
      return JSON.stringify(output.value);
    // Templates have no other place for it.
    case "error-text":
      return `Error: ${output.value}`;
    case "error-json":
      return `Error: ${JSON.stringify(output.value)}`;
    case "execution-denied":
      return `Error: ${output.reason ?? "The user did not allow this call."}`;
    case "content":
      return output.value.map(resultPartText).join("\n");
  }
}

function resultPartText(part: Extract<LanguageModelV4ToolResultOutput, { type: "content" }>["value"][number]): string {
  if (part.type === "text") return part.text;
  if (part.type === "file") return textOfFile(part);
  throw unsupported(`parts of the type ${part.type} in a tool's result`);
}

function unsupported(what: string): UnsupportedFunctionalityError {
  return new UnsupportedFunctionalityError({
    functionality: what,
    message: `This model reads text alone, no ${what}.`,
  });
}
