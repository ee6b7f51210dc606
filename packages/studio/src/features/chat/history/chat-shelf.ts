import { Signal } from "../../../app/signal.ts";
import { openBrowserStore } from "./browser-store.ts";
import { type ChatStore, MemoryStore } from "./chat-store.ts";
import { ChatWriter } from "./chat-writer.ts";
import { Conversation } from "./conversation.ts";
import { newId } from "./new-id.ts";
import { type ChatRecord, type ChatSettings, type MessageRecord, plainSettings } from "./records.ts";
import { fieldsOf, type News, TabNews } from "./tab-news.ts";

type Changed = Extract<News, { type: "changed" }>;

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
  /** Why something is not kept, as long as it is not. */
  readonly fault?: StorageFault;
}

type StorageFault = "full" | "failed";

/** Stands for the list of chats beside their ids. */
const listKey = "";

/** All chats: the list of them, and those that are open. */
export class ChatShelf {
  readonly changed: Signal = new Signal();
  #view: ShelfView = { keptIn: "opening", chats: [] };
  #store: ChatStore = new MemoryStore();
  readonly #open = new Map<string, Conversation>();
  /** Chats that are being read, with what other tabs tell of them meanwhile. */
  readonly #opening = new Map<
    string,
    { readonly opened: Promise<Conversation | undefined>; readonly news: Changed[] }
  >();
  readonly #removed = new Set<string>();
  /** Of chats that are yet to be written, by id; the latest last. */
  readonly #faults = new Map<string, StorageFault>();
  readonly #ready: Promise<void>;
  readonly #onRemoved: (id: string) => void;
  #news: TabNews | undefined;

  /** @param onRemoved is called when another tab removes a chat */
  constructor(onRemoved: (id: string) => void = () => {}, openStore: () => Promise<ChatStore> = openBrowserStore) {
    this.#onRemoved = onRemoved;
    this.#ready = this.#begin(openStore);
  }

  get view(): ShelfView {
    return this.#view;
  }

  /** A chat that nobody has said anything in is not in the list, and not kept. */
  begin(settings: Partial<ChatSettings> = {}, title = ""): Conversation {
    const now = Date.now();
    const chat = { id: newId(), title, createdAt: now, updatedAt: now, chosen: {} };
    return this.#opened({ ...chat, settings: { ...plainSettings, ...settings } }, [], { isNew: true });
  }

  /** Undefined where there is none. */
  async open(id: string): Promise<Conversation | undefined> {
    await this.#ready;
    const open = this.#open.get(id);
    if (open !== undefined) return open;
    const opening = this.#opening.get(id) ?? { opened: this.#read(id), news: [] };
    this.#opening.set(id, opening);
    return opening.opened.finally(() => this.#opening.delete(id));
  }

  /** Whether another tab removed it. */
  isRemoved(id: string): boolean {
    return this.#removed.has(id);
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
    const ids = chats.map(({ chat }) => chat.id);
    for (const id of ids) this.#removed.delete(id);
    await this.#reload();
    this.#news?.tell({ type: "added", ids });
  }

  /** Gives what was removed, for `add` to bring it back. */
  async remove(id: string): Promise<WholeChat | undefined> {
    const chat = this.#view.chats.find((other) => other.id === id);
    if (chat === undefined) return undefined;
    const whole = await this.whole(chat);
    this.#open.delete(id);
    this.#faults.delete(id);
    await this.#store.deleteChat(id);
    await this.#keepOwed();
    await this.#reload();
    this.#news?.tell({ type: "removed", id });
    return whole;
  }

  async rename(id: string, title: string): Promise<void> {
    (await this.open(id))?.rename(title);
  }

  async #begin(openStore: () => Promise<ChatStore>): Promise<void> {
    try {
      this.#store = await openStore();
      this.#view = { ...this.#view, keptIn: "browser" };
      this.#news = new TabNews((news) => this.#hear(news));
    } catch {
      this.#view = { ...this.#view, keptIn: "memory" };
    }
    await this.#reload();
  }

  async #read(id: string): Promise<Conversation | undefined> {
    const messages = await this.#store.messagesOf(id);
    const chat = this.#view.chats.find((other) => other.id === id);
    if (chat === undefined) return undefined;
    const conversation = this.#opened(chat, messages);
    for (const { chat, fields, messages } of this.#opening.get(id)?.news ?? [])
      conversation.merge(fieldsOf(chat, fields), messages);
    return conversation;
  }

  #opened(chat: ChatRecord, messages: readonly MessageRecord[], { isNew = false } = {}): Conversation {
    const isOpen = () => this.#open.get(chat.id) === conversation;
    const writer = new ChatWriter({
      ready: this.#ready,
      isNew,
      messageOf: (id) => conversation.get(id),
      update: async (change) => {
        // What was removed meanwhile does not come back with an answer's end.
        if (isOpen() && !(await this.#store.update(change))) this.#forget(chat.id);
      },
    });
    const conversation: Conversation = new Conversation(chat, messages, {
      put: (chat, fields, messages) => {
        // At once: the page may be on its way out.
        if (isOpen()) this.#news?.tell({ type: "changed", chat, fields, messages });
        return writer.write(chat, fields, messages);
      },
      onSaved: (error) => isOpen() && this.#saved(conversation, error),
    });
    this.#open.set(chat.id, conversation);
    return conversation;
  }

  #hear(news: News): void {
    if (news.type === "removed") {
      this.#forget(news.id);
      void this.#keepOwed();
    } else if (news.type === "changed") this.#take(news);
    else {
      for (const id of news.ids) this.#removed.delete(id);
      void this.#reload();
    }
  }

  #take(news: Changed): void {
    const { chat, fields, messages } = news;
    this.#opening.get(chat.id)?.news.push(news);
    this.#open.get(chat.id)?.merge(fieldsOf(chat, fields), messages);
    const known = this.#view.chats.find(({ id }) => id === chat.id);
    if (known === undefined) this.#list(chat);
    else if (fields.length > 0) this.#list({ ...known, ...fieldsOf(chat, fields) });
  }

  #list(chat: ChatRecord): void {
    const shown = this.#open.get(chat.id)?.view.chat ?? chat;
    this.#show([...this.#view.chats.filter(({ id }) => id !== chat.id), shown]);
  }

  /** Of what another tab removed. */
  #forget(id: string): void {
    this.#open.delete(id);
    this.#faults.delete(id);
    this.#removed.add(id);
    this.#onRemoved(id);
    this.#show(this.#view.chats.filter((chat) => chat.id !== id));
  }

  /** Once another chat was removed, there is more room. */
  async #keepOwed(): Promise<void> {
    await Promise.all([...this.#faults.keys()].map((id) => this.#open.get(id)?.keepOwed()));
  }

  #saved({ view: { chat } }: Conversation, error: unknown): void {
    this.#faults.delete(chat.id);
    if (error !== undefined) this.#faults.set(chat.id, faultOf(error));
    if (!this.#view.chats.includes(chat) || this.#view.fault !== this.#fault) this.#list(chat);
  }

  async #reload(): Promise<void> {
    try {
      const kept = await this.#store.listChats();
      this.#faults.delete(listKey);
      this.#show([...kept.map((chat) => this.#open.get(chat.id)?.view.chat ?? chat), ...this.#unkept(kept)]);
    } catch (error) {
      this.#faults.set(listKey, faultOf(error));
      this.#show(this.#view.chats);
    }
  }

  /** Chats that could not be written at all. */
  #unkept(kept: readonly ChatRecord[]): readonly ChatRecord[] {
    const ids = new Set(kept.map(({ id }) => id));
    const owing = [...this.#faults.keys()].filter((id) => !ids.has(id));
    return owing.flatMap((id) => this.#open.get(id)?.view.chat ?? []);
  }

  get #fault(): StorageFault | undefined {
    return [...this.#faults.values()].at(-1);
  }

  #show(chats: readonly ChatRecord[]): void {
    const fault = this.#fault;
    this.#view = { keptIn: this.#view.keptIn, chats: sorted(chats), ...(fault && { fault }) };
    this.changed.emit();
  }
}

const sorted = (chats: readonly ChatRecord[]) => [...chats].sort((a, b) => b.updatedAt - a.updatedAt);

function faultOf(error: unknown): StorageFault {
  return error instanceof DOMException && error.name === "QuotaExceededError" ? "full" : "failed";
}
