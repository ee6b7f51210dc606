import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import { type ChatChange, type ChatStore, changedChat } from "./chat-store.ts";
import type { ChatRecord, MessageRecord } from "./records.ts";

interface ChatDatabase extends DBSchema {
  chats: { key: string; value: ChatRecord };
  messages: { key: string; value: MessageRecord; indexes: { chatId: string } };
}

const version = 1;

/** Chats in the browser's IndexedDB. @throws where the browser keeps nothing, e.g. in some private windows */
export async function openBrowserStore(name = "qwents-chats"): Promise<ChatStore> {
  const database = await openDB<ChatDatabase>(name, version, {
    upgrade(fresh) {
      fresh.createObjectStore("chats", { keyPath: "id" });
      fresh.createObjectStore("messages", { keyPath: "id" }).createIndex("chatId", "chatId");
    },
    // A newer version of this page in another tab is let in.
    blocking: () => database.close(),
  });
  return new BrowserStore(database);
}

class BrowserStore implements ChatStore {
  readonly #database: IDBPDatabase<ChatDatabase>;

  constructor(database: IDBPDatabase<ChatDatabase>) {
    this.#database = database;
  }

  listChats(): Promise<readonly ChatRecord[]> {
    return this.#database.getAll("chats");
  }

  messagesOf(chatId: string): Promise<readonly MessageRecord[]> {
    return this.#database.getAllFromIndex("messages", "chatId", chatId);
  }

  async put(chats: readonly ChatRecord[], messages: readonly MessageRecord[]): Promise<void> {
    const transaction = this.#database.transaction(["chats", "messages"], "readwrite");
    const writes = [
      ...chats.map((chat) => transaction.objectStore("chats").put(chat)),
      ...messages.map((message) => transaction.objectStore("messages").put(message)),
    ];
    // A write's own failure is the transaction's, too.
    await Promise.all([transaction.done, Promise.allSettled(writes)]);
  }

  async update(change: ChatChange): Promise<boolean> {
    // What reads and writes is one transaction: tabs take turns.
    const transaction = this.#database.transaction(["chats", "messages"], "readwrite");
    const chats = transaction.objectStore("chats");
    const next = changedChat(await chats.get(change.chat.id), change);
    const writes =
      next === undefined
        ? []
        : [chats.put(next), ...change.messages.map((message) => transaction.objectStore("messages").put(message))];
    await Promise.all([transaction.done, Promise.allSettled(writes)]);
    return next !== undefined;
  }

  async deleteChat(chatId: string): Promise<void> {
    const transaction = this.#database.transaction(["chats", "messages"], "readwrite");
    const messages = transaction.objectStore("messages");
    const ids = await messages.index("chatId").getAllKeys(chatId);
    await Promise.all([
      transaction.objectStore("chats").delete(chatId),
      ...ids.map((id) => messages.delete(id)),
      transaction.done,
    ]);
  }
}
