import type { ChatRecord, MessageRecord } from "./records.ts";

/** Where chats are kept. */
export interface ChatStore {
  /** In no order. */
  listChats(): Promise<readonly ChatRecord[]>;
  messagesOf(chatId: string): Promise<readonly MessageRecord[]>;
  /** Adds or replaces, all or nothing. */
  put(chats: readonly ChatRecord[], messages: readonly MessageRecord[]): Promise<void>;
  deleteChat(chatId: string): Promise<void>;
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

  async deleteChat(chatId: string): Promise<void> {
    this.#chats.delete(chatId);
    for (const message of await this.messagesOf(chatId)) this.#messages.delete(message.id);
  }
}
