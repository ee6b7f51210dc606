import type { WholeChat } from "../history/chat-shelf.ts";
import { MessageTree } from "../history/message-tree.ts";
import { newId } from "../history/new-id.ts";
import type { ChatRecord, MessageRecord } from "../history/records.ts";
import { chatSchema, type ParsedChat } from "./chat-schema.ts";
import { formatName, formatVersion } from "./export-json.ts";
import { ImportError } from "./import-error.ts";
import { parseMarkdown } from "./parse-markdown.ts";

const maxBytes = 256 * 2 ** 20;

/**
 * The chats in a file that was exported here, as JSON or Markdown, with new ids, so that none that is here is replaced.
 * @throws ImportError
 */
export async function importFile(file: File): Promise<readonly WholeChat[]> {
  if (file.size > maxBytes) throw new ImportError("tooLarge");
  const bytes = await file.arrayBuffer();
  try {
    return importText(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (error) {
    if (error instanceof ImportError) throw error;
    throw new ImportError("notText");
  }
}

/** @throws ImportError */
export function importText(text: string): readonly WholeChat[] {
  const given = text.trimStart().startsWith("{") ? parseJson(text) : parseMarkdown(text);
  if (given.length === 0) throw new ImportError("empty");
  return given.map((chat, i) => whole(checked(chat, `chats[${i}]`), `chats[${i}]`));
}

function parseJson(text: string): readonly unknown[] {
  const value = jsonIn(text) as { format?: unknown; version?: unknown; chats?: unknown } | null;
  if (value?.format !== formatName || !Array.isArray(value.chats)) throw new ImportError("notOurs");
  if (value.version !== formatVersion) throw new ImportError("newer", String(value.version));
  return value.chats;
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ImportError("invalid", error instanceof Error ? error.message : "");
  }
}

function checked(chat: unknown, place: string): ParsedChat {
  const { data, error } = chatSchema.safeParse(chat);
  if (data !== undefined) return data;
  const { path, message } = error.issues[0];
  throw new ImportError("invalid", `${[place, ...path].join(".")}: ${message}`);
}

function whole({ messages, ...chat }: ParsedChat, place: string): WholeChat {
  const id = newId();
  const ids = new Map(messages.map((message) => [message.id, newId()]));
  if (ids.size < messages.length) throw new ImportError("invalid", `${place}.messages: an id is there twice`);
  const renamed = (old: string) => ids.get(old) ?? old;
  const records = messages.map((message): unknown => ({
    ...message,
    id: renamed(message.id),
    chatId: id,
    parentId: message.parentId === null ? null : renamed(message.parentId),
  })) as MessageRecord[];
  if (new MessageTree(records).size < records.length) {
    throw new ImportError("invalid", `${place}.messages: one follows a message that is not there`);
  }
  const chosen = Object.fromEntries(Object.entries(chat.chosen).map(([from, to]) => [renamed(from), renamed(to)]));
  return { chat: { ...chat, id, chosen } as unknown as ChatRecord, messages: records };
}
