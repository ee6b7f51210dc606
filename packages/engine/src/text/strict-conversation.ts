import { QwenError } from "../errors.ts";
import type { ChatMessage } from "./chat-template.ts";

/**
 * Renders a conversation. Templates since Qwen3.5 take one system message only, the first; where one refuses, all
 * system messages are put together there, and it is asked again.
 * @throws QwenError `template/rejected`, and what else `render` throws
 */
export function renderStrictly<T>(
  messages: readonly ChatMessage[],
  render: (messages: readonly ChatMessage[]) => T,
): T {
  try {
    return render(messages);
  } catch (error) {
    if (!isRejection(error)) throw error;
    const merged = withOneSystem(messages);
    if (merged !== undefined) return renderStrictly(merged, render);
    throw messages.some(isQuestion) ? error : withoutQuestion(error);
  }
}

const isSystem = ({ role }: ChatMessage) => role === "system" || role === "developer";

/** The system messages as one, in front; undefined where they are so already. */
function withOneSystem(messages: readonly ChatMessage[]): readonly ChatMessage[] | undefined {
  const systems = messages.filter(isSystem);
  if (systems.length === 0 || (systems.length === 1 && isSystem(messages[0]))) return undefined;
  const content = systems.flatMap((message) => message.content || []).join("\n\n");
  return [{ role: "system", content }, ...messages.filter((message) => !isSystem(message))];
}

function isQuestion({ role, content }: ChatMessage): boolean {
  const text = content?.trim() ?? "";
  return role === "user" && !(text.startsWith("<tool_response>") && text.endsWith("</tool_response>"));
}

function isRejection(error: unknown): error is QwenError {
  return error instanceof QwenError && error.code === "template/rejected";
}

function withoutQuestion(cause: QwenError): QwenError {
  const message = `${cause.message} It has no message that a user said: add one of the role "user" that is not a tool's result.`;
  return new QwenError("template/rejected", message, { details: cause.details, cause });
}
