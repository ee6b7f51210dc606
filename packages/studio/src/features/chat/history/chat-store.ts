import type { ChatRecord, MessageRecord } from "./records.ts";
import { type ChatFields, fieldsOf } from "./tab-news.ts";

/** Where chats are kept. */
export interface ChatStore {
  /** In no order. */
  listChats(): Promise<readonly ChatRecord[]>;
  messagesOf(chatId: string): Promise<readonly MessageRecord[]>;
  /** Adds or replaces, all or nothing. */
  put(chats: readonly ChatRecord[], messages: readonly MessageRecord[]): Promise<void>;
  /**
   * Writes these fields of a chat, the others stay as another tab may have written them, and adds or replaces messages, all
   * or nothing. A chat that is not there is written whole if it is new, else nothing is.
   * @returns whether the chat is there
   */
  update(change: ChatChange): Promise<boolean>;
  deleteChat(chatId: string): Promise<void>;
}

export interface ChatChange {
  readonly chat: ChatRecord;
  readonly fields: ChatFields;
  readonly messages: readonly MessageRecord[];
  /** Not written before. */
  readonly isNew: boolean;
}

/** A chat as it is kept after a change; undefined where it was removed. */
export function changedChat(kept: ChatRecord | undefined, { chat, fields, isNew }: ChatChange): ChatRecord | undefined {
  if (kept === undefined) return isNew ? chat : undefined;
  return { ...kept, ...fieldsOf(chat, fields) };
}

/** Keeps chats as long as the page is open: where the browser keeps nothing. */
export class MemoryStore implements ChatStore {
  readonly #chats = new Map<string, ChatRecord>();
  readonly #messages = new Map<string, MessageRecord>();

  async listChats(): Promise<readonly ChatRecord[]> {
    return [...this.#chats.values()];
  }

  async messagesOf(chatId: string): Promise<readonly MessageRecord[]> {
    return [...this.#messages.values()].filter((message) => message.chatId === chatId);
  }

  async put(chats: readonly ChatRecord[], messages: readonly MessageRecord[]): Promise<void> {
    for (const chat of chats) this.#chats.set(chat.id, chat);
    for (const message of messages) this.#messages.set(message.id, message);
  }

  async update(change: ChatChange): Promise<boolean> {
    const next = changedChat(this.#chats.get(change.chat.id), change);
    if (next !== undefined) await this.put([next], change.messages);
    return next !== undefined;
  }

  async deleteChat(chatId: string): Promise<void> {
    this.#chats.delete(chatId);
    for (const message of await this.messagesOf(chatId)) this.#messages.delete(message.id);
  }
}
