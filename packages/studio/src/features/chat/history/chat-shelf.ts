import { Signal } from "../../../app/signal.ts";
import { openBrowserStore } from "./browser-store.ts";
import { type ChatStore, MemoryStore } from "./chat-store.ts";
import { Conversation } from "./conversation.ts";
import { newId } from "./new-id.ts";
import { type ChatRecord, type ChatSettings, type MessageRecord, plainSettings } from "./records.ts";

/** A chat with its messages, as it is exported and brought back. */
export interface WholeChat {
  readonly chat: ChatRecord;
  readonly messages: readonly MessageRecord[];
}

export interface ShelfView {
  /** "memory": the browser keeps nothing, and chats go with the page. */
  readonly keptIn: "opening" | "browser" | "memory";
  /** Latest first. */
  readonly chats: readonly ChatRecord[];
  /** Why the latest change was not kept. */
  readonly fault?: "full" | "failed";
}

/** All chats: the list of them, and those that are open. */
export class ChatShelf {
  readonly changed: Signal = new Signal();
  #view: ShelfView = { keptIn: "opening", chats: [] };
  #store: ChatStore = new MemoryStore();
  readonly #open = new Map<string, Conversation>();
  readonly #ready: Promise<void>;
  /** Tells this page in other tabs, and is told by it. */
  readonly #channel = new BroadcastChannel("qwents-chats");

  constructor() {
    this.#ready = this.#begin();
    this.#channel.onmessage = () => void this.#reload();
  }

  get view(): ShelfView {
    return this.#view;
  }

  /** A chat that nobody has said anything in is not in the list, and not kept. */
  begin(settings: Partial<ChatSettings> = {}, title = ""): Conversation {
    const now = Date.now();
    const chat = { id: newId(), title, createdAt: now, updatedAt: now, chosen: {} };
    return this.#opened({ ...chat, settings: { ...plainSettings, ...settings } }, []);
  }

  /** Undefined where there is none. */
  async open(id: string): Promise<Conversation | undefined> {
    await this.#ready;
    const open = this.#open.get(id);
    if (open !== undefined) return open;
    const messages = await this.#store.messagesOf(id);
    const chat = this.#view.chats.find((other) => other.id === id);
    if (chat === undefined) return undefined;
    return this.#open.get(id) ?? this.#opened(chat, messages);
  }

  async whole(chat: ChatRecord): Promise<WholeChat> {
    const open = this.#open.get(chat.id);
    if (open !== undefined) return { chat: open.view.chat, messages: open.messages };
    return { chat, messages: await this.#store.messagesOf(chat.id) };
  }

  /** @throws where the browser has no room, or keeps nothing */
  async add(chats: readonly WholeChat[]): Promise<void> {
    await this.#ready;
    await this.#store.put(
      chats.map(({ chat }) => chat),
      chats.flatMap(({ messages }) => messages),
    );
    await this.#changed();
  }

  /** Gives what was removed, for `add` to bring it back. */
  async remove(id: string): Promise<WholeChat | undefined> {
    const chat = this.#view.chats.find((other) => other.id === id);
    if (chat === undefined) return undefined;
    const whole = await this.whole(chat);
    this.#open.delete(id);
    await this.#store.deleteChat(id);
    await this.#changed();
    return whole;
  }

  async rename(id: string, title: string): Promise<void> {
    (await this.open(id))?.rename(title);
  }

  async #begin(): Promise<void> {
    try {
      this.#store = await openBrowserStore();
      this.#view = { ...this.#view, keptIn: "browser" };
    } catch {
      this.#view = { ...this.#view, keptIn: "memory" };
    }
    await this.#reload();
  }

  #opened(chat: ChatRecord, messages: readonly MessageRecord[]): Conversation {
    const conversation: Conversation = new Conversation(chat, messages, {
      put: async (chats, changed) => {
        // What was removed meanwhile does not come back with an answer's end.
        if (this.#open.get(chat.id) !== conversation) return;
        await this.#ready;
        await this.#store.put(chats, changed);
      },
      onSaved: (error) => this.#saved(conversation, error),
    });
    this.#open.set(chat.id, conversation);
    return conversation;
  }

  #saved({ view: { chat } }: Conversation, error: unknown): void {
    if (!this.#open.has(chat.id)) return;
    const { keptIn, chats, fault } = this.#view;
    const known = chats.find(({ id }) => id === chat.id);
    const next = error === undefined ? undefined : faultOf(error);
    if (known === chat && fault === next) return;
    this.#view = {
      keptIn,
      chats: sorted([...chats.filter(({ id }) => id !== chat.id), chat]),
      ...(next && { fault: next }),
    };
    this.changed.emit();
    if (known !== chat) this.#channel.postMessage("changed");
  }

  async #changed(): Promise<void> {
    await this.#reload();
    this.#channel.postMessage("changed");
  }

  async #reload(): Promise<void> {
    try {
      const chats = await this.#store.listChats();
      const { keptIn } = this.#view;
      this.#view = { keptIn, chats: sorted(chats.map((chat) => this.#open.get(chat.id)?.view.chat ?? chat)) };
    } catch (error) {
      this.#view = { ...this.#view, fault: faultOf(error) };
    }
    this.changed.emit();
  }
}

const sorted = (chats: readonly ChatRecord[]) => [...chats].sort((a, b) => b.updatedAt - a.updatedAt);

function faultOf(error: unknown): NonNullable<ShelfView["fault"]> {
  return error instanceof DOMException && error.name === "QuotaExceededError" ? "full" : "failed";
}
