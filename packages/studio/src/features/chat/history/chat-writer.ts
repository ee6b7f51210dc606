import type { ChatChange } from "./chat-store.ts";
import type { ChatRecord, MessageRecord } from "./records.ts";
import type { ChatFields } from "./tab-news.ts";

interface ChatWriterHost {
  /** Resolves once there is a store. */
  readonly ready: Promise<void>;
  /** Whether the chat was never written. */
  readonly isNew: boolean;
  readonly update: (change: ChatChange) => Promise<void>;
  /** A message as it is now: another tab may have written a newer state of one that is owed. */
  readonly messageOf: (id: string) => MessageRecord | undefined;
}

/** Writes one chat's changes, one after the other. What could not be written is owed, and goes along with the next. */
export class ChatWriter {
  readonly #host: ChatWriterHost;
  readonly #owedFields = new Set<keyof ChatRecord>();
  readonly #owedIds = new Set<string>();
  #latest: Promise<unknown>;
  #isNew: boolean;

  constructor(host: ChatWriterHost) {
    this.#host = host;
    this.#latest = host.ready;
    this.#isNew = host.isNew;
  }

  /** @throws what the store does; the changes are owed then */
  write(chat: ChatRecord, fields: ChatFields, messages: readonly MessageRecord[]): Promise<void> {
    // Whether a chat is new, and what is owed, is known once the write before has ended.
    const written = this.#latest.then(() => {
      for (const name of fields) this.#owedFields.add(name);
      for (const { id } of messages) this.#owedIds.add(id);
      return this.#pay(chat);
    });
    this.#latest = written.catch(() => {});
    return written;
  }

  async #pay(chat: ChatRecord): Promise<void> {
    const messages = [...this.#owedIds].map(this.#host.messageOf).filter((message) => message !== undefined);
    await this.#host.update({ chat, fields: [...this.#owedFields], messages, isNew: this.#isNew });
    this.#isNew = false;
    this.#owedFields.clear();
    this.#owedIds.clear();
  }
}
