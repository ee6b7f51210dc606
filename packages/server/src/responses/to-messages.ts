import type { ChatMessage, ToolCall } from "@qwents/engine";
import { invalidRequest, type ResponseContent } from "@qwents/protocol";
import { hiddenThoughtOf } from "../hidden-thought.ts";
import { parseToolArguments } from "../tool-arguments.ts";
import { summaryMessage } from "./compaction-item.ts";
import type { Conversation, ConversationItem } from "./conversation.ts";

type ItemOf<Type> = Extract<ConversationItem, { type: Type }>;

/** What an assistant's turn consists of until something else comes. */
interface Turn {
  readonly texts: string[];
  readonly thoughts: string[];
  readonly toolCalls: ToolCall[];
}

/** Items as messages: thoughts, text and calls that follow each other are one turn. @throws ApiError 400 */
export function toMessages({ history, input }: Conversation): ChatMessage[] {
  checkOutputs({ history, input });
  const messages: ChatMessage[] = [];
  let turn: Turn | undefined;
  for (const [index, item] of [...history, ...input].entries()) {
    if (isOfAssistant(item)) {
      turn ??= { texts: [], thoughts: [], toolCalls: [] };
      add(turn, item, paramOf(index - history.length));
      continue;
    }
    if (turn !== undefined) messages.push(toAssistant(turn));
    turn = undefined;
    messages.push(toMessage(item));
  }
  if (turn !== undefined) messages.push(toAssistant(turn));
  return messages;
}

/** An output answers a call that is there. */
function checkOutputs({ history, input }: Conversation): void {
  const calls = new Set([...history, ...input].flatMap((item) => (item.type === "function_call" ? item.call_id : [])));
  for (const [index, item] of input.entries()) {
    if (item.type !== "function_call_output" || calls.has(item.call_id)) continue;
    const param = `input[${index}].call_id`;
    const message = `'${param}': there is no function_call '${item.call_id}' that this could be the output of. Send that, too.`;
    throw invalidRequest(message, "call_not_found", param);
  }
}

/** The field of a call's arguments. */
function paramOf(inputIndex: number): string {
  return inputIndex < 0 ? "previous_response_id" : `input[${inputIndex}].arguments`;
}

type AssistantItem = ItemOf<"reasoning"> | ItemOf<"function_call"> | ItemOf<"message">;
type OtherItem = Exclude<ConversationItem, ItemOf<"reasoning"> | ItemOf<"function_call">>;

function isOfAssistant(item: ConversationItem): item is AssistantItem {
  if (item.type === "message") return item.role === "assistant";
  return item.type === "reasoning" || item.type === "function_call";
}

function add({ texts, thoughts, toolCalls }: Turn, item: AssistantItem, param: string): void {
  if (item.type === "message") texts.push(toText(item.content));
  else if (item.type === "reasoning") thoughts.push(thoughtOf(item));
  else {
    toolCalls.push({ id: item.call_id, name: item.name, arguments: parseToolArguments(item.arguments, param) });
  }
}

function toAssistant({ texts, thoughts, toolCalls }: Turn): ChatMessage {
  const content = joined(texts);
  const reasoningContent = joined(thoughts);
  return {
    role: "assistant",
    content: content === "" && toolCalls.length > 0 ? null : content,
    ...(reasoningContent !== "" && { reasoningContent }),
    ...(toolCalls.length > 0 && { toolCalls }),
  };
}

function toMessage(item: OtherItem): ChatMessage {
  if (item.type === "message") return { role: item.role, content: toText(item.content) };
  if (item.type === "compaction") return summaryMessage(item.encrypted_content);
  return { role: "tool", content: toText(item.output), toolCallId: item.call_id };
}

function toText(content: ResponseContent): string {
  if (typeof content === "string") return content;
  return content.map((part) => (part.type === "refusal" ? part.refusal : part.text)).join("");
}

/** A thought that is shown, else one that is hidden, else what there is of a summary. */
function thoughtOf({ content, encrypted_content, summary }: ItemOf<"reasoning">): string {
  const shown = joined((content ?? []).map(({ text }) => text));
  return shown || hiddenThoughtOf(encrypted_content ?? "") || joined((summary ?? []).map(({ text }) => text));
}

function joined(texts: readonly string[]): string {
  return texts.filter((text) => text !== "").join("\n");
}
