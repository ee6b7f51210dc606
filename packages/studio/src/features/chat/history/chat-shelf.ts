import { Signal } from "../../../app/signal.ts";
import { openBrowserStore } from "./browser-store.ts";
import { type ChatStore, MemoryStore } from "./chat-store.ts";
import { Conversation } from "./conversation.ts";
import { newId } from "./new-id.ts";
import { type ChatRecord, type ChatSettings, type MessageRecord, plainSettings } from "./records.ts";
import { type ChatFields, fieldsOf, type News, TabNews } from "./tab-news.ts";

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
  /** Why the latest change was not kept. */
  readonly fault?: "full" | "failed";
}

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
  readonly #ready: Promise<void>;
  readonly #onRemoved: (id: string) => void;
  #news: TabNews | undefined;

  /** @param onRemoved is called when another tab removes a chat */
  constructor(onRemoved: (id: string) => void = () => {}) {
    this.#onRemoved = onRemoved;
    this.#ready = this.#begin();
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
    await this.#store.deleteChat(id);
    await this.#reload();
    this.#news?.tell({ type: "removed", id });
    return whole;
  }

  async rename(id: string, title: string): Promise<void> {
    (await this.open(id))?.rename(title);
  }

  async #begin(): Promise<void> {
    try {
      this.#store = await openBrowserStore();
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
    let isKept = !isNew;
    // One after the other: whether a chat is kept is known once the write before has ended.
    let latest: Promise<unknown> = this.#ready;
    const write = async (chat: ChatRecord, fields: ChatFields, messages: readonly MessageRecord[]) => {
      // What was removed meanwhile does not come back with an answer's end.
      if (this.#open.get(chat.id) !== conversation) return;
      const isThere = await this.#store.update({ chat, fields, messages, isNew: !isKept });
      isKept = true;
      if (!isThere) this.#forget(chat.id);
    };
    const conversation: Conversation = new Conversation(chat, messages, {
      put: (chat, fields, messages) => {
        // At once: the page may be on its way out.
        if (this.#open.get(chat.id) === conversation) this.#news?.tell({ type: "changed", chat, fields, messages });
        const written = latest.then(() => write(chat, fields, messages));
        latest = written.catch(() => {});
        return written;
      },
      onSaved: (error) => this.#saved(conversation, error),
    });
    this.#open.set(chat.id, conversation);
    return conversation;
  }

  #hear(news: News): void {
    if (news.type === "removed") this.#forget(news.id);
    else if (news.type === "changed") this.#take(news);
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
    this.#view = { ...this.#view, chats: sorted([...this.#view.chats.filter(({ id }) => id !== chat.id), shown]) };
    this.changed.emit();
  }

  /** Of what another tab removed. */
  #forget(id: string): void {
    this.#open.delete(id);
    this.#removed.add(id);
    this.#view = { ...this.#view, chats: this.#view.chats.filter((chat) => chat.id !== id) };
    this.#onRemoved(id);
    this.changed.emit();
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
