import type { ChatCompletionRequest } from "@qwents/protocol";
import type { AnswerMessage, AnswerStep, AttachedFile, CallRecord, MessageRecord } from "../history/records.ts";

type WireMessage = ChatCompletionRequest["messages"][number];

/** Messages of a chat as the server takes them. */
export function wireMessages(system: string, messages: readonly MessageRecord[]): WireMessage[] {
  const turns = messages.flatMap((message): WireMessage[] =>
    message.role === "user"
      ? [{ role: "user", content: withFiles(message.text, message.files) }]
      : message.steps.flatMap(wireStep),
  );
  return system.trim() === "" ? turns : [{ role: "system", content: system }, ...turns];
}

/** An answer that ends with a text which the model is to go on with; without what came after its last words. */
export function wireUnfinished(answer: AnswerMessage): WireMessage[] {
  const before = answer.steps.slice(0, -1).flatMap(wireStep);
  const { text, reasoning } = answer.steps.at(-1)!;
  return [...before, { role: "assistant", content: text, ...(reasoning !== "" && { reasoning_content: reasoning }) }];
}

/** A step of which nothing came is left out. */
function wireStep({ text, reasoning, calls }: AnswerStep): WireMessage[] {
  if (text === "" && calls.length === 0) return [];
  const toolCalls = calls.map(({ id, name, arguments: args }) => ({
    id,
    type: "function" as const,
    function: { name, arguments: args },
  }));
  return [
    {
      role: "assistant",
      content: text,
      ...(reasoning !== "" && { reasoning_content: reasoning }),
      ...(calls.length > 0 && { tool_calls: toolCalls }),
    },
    ...calls.map((call): WireMessage => ({ role: "tool", tool_call_id: call.id, content: resultOf(call) })),
  ];
}

function resultOf({ state, result }: CallRecord): string {
  if (state === "denied") return JSON.stringify({ error: "The user did not allow this." });
  return result ?? JSON.stringify({ error: "This was not run." });
}

/** A message's text, then its files, each named and in a fence that nothing in it can close. */
export function withFiles(text: string, files: readonly AttachedFile[]): string {
  const parts = files.map((file) => {
    const longest = Math.max(2, ...[...file.text.matchAll(/`+/g)].map(([run]) => run.length));
    const fence = "`".repeat(longest + 1);
    return `File ${file.name}${file.isCut ? " (its beginning)" : ""}:\n${fence}\n${file.text}\n${fence}`;
  });
  return [text, ...parts].filter((part) => part !== "").join("\n\n");
}
