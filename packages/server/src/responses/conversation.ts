import { invalidRequest, type ParsedResponseRequest, type ResponseItem } from "@qwents/protocol";
import { newId } from "./ids.ts";
import type { ResponseStore } from "./response-store.ts";

/** An item of a conversation itself, not a reference to one. */
export type ConversationItem = Exclude<ResponseItem, { type: "item_reference" }>;

/** An item that can be referred to. */
export type KeptItem = ConversationItem & { readonly id: string };

export interface Conversation {
  /** What precedes the request's own input. */
  readonly history: readonly KeptItem[];
  readonly input: readonly KeptItem[];
}

/** Where to find what is referred to. */
export type KeptConversations = Pick<ResponseStore, "conversation" | "item">;

type ConversationFields = Pick<ParsedResponseRequest, "input" | "previous_response_id">;

/** All that there is to answer. @throws ApiError 400 for what is not kept here, or no more */
export function conversationOf(request: ConversationFields, store: KeptConversations, owner: string): Conversation {
  const { input, previous_response_id: previousId } = request;
  const history = previousId == null ? [] : store.conversation(previousId, owner);
  if (typeof input === "string") return { history, input: [kept({ type: "message", role: "user", content: input })] };
  return { history, input: input.map((item, index) => kept(resolved(item, index, (id) => store.item(id, owner)))) };
}

type FindItem = (id: string) => ConversationItem | undefined;

function resolved(item: ResponseItem, index: number, find: FindItem): ConversationItem {
  if (item.type !== "item_reference") return item;
  const found = find(item.id);
  if (found !== undefined) return found;
  const param = `input[${index}].id`;
  const message = `'${param}': the item '${item.id}' is not kept here, or no more. Send the item itself.`;
  throw invalidRequest(message, "item_not_found", param);
}

const prefixes: Readonly<Record<ConversationItem["type"], string>> = {
  message: "msg",
  function_call: "fc",
  function_call_output: "fco",
  reasoning: "rs",
  compaction: "cmp",
};

/** The item as it is told again: with an id and a status, a message's text as parts. */
function kept(item: ConversationItem): KeptItem {
  const named = { ...item, id: item.id || newId(prefixes[item.type]), status: item.status ?? ("completed" as const) };
  if (named.type === "reasoning") return { ...named, summary: named.summary ?? [] };
  if (named.type !== "message" || typeof named.content !== "string") return named;
  const { role, content: text } = named;
  const part = role === "assistant" ? { type: "output_text" as const, text, annotations: [] } : inputText(text);
  return { ...named, content: [part] };
}

function inputText(text: string) {
  return { type: "input_text" as const, text };
}
