import { Signal } from "../../../app/signal.ts";
import { choosing, MessageTree } from "./message-tree.ts";
import { newId } from "./new-id.ts";
import {
  type AnswerMessage,
  type AttachedFile,
  type ChatRecord,
  type ChatSettings,
  emptyStep,
  type MessageRecord,
  type UserMessage,
} from "./records.ts";
import type { ChatFields } from "./tab-news.ts";

/** What a page shows of a chat beyond single messages; another object whenever any of it changes. */
export interface ConversationView {
  readonly chat: ChatRecord;
  /** Ids of the messages that are shown, in order. */
  readonly path: readonly string[];
}

/** Where changes go. */
export interface Keeping {
  /** @param fields those of the chat that changed */
  readonly put: (chat: ChatRecord, fields: ChatFields, messages: readonly MessageRecord[]) => Promise<void>;
  /** After each attempt, with what it failed with. One that did not has written what earlier ones could not, too. */
  readonly onSaved?: (error?: unknown) => void;
}

/** A chat that is open: its messages in memory, each change written to the store. */
export class Conversation {
  readonly #keeping: Keeping;
  readonly #tree: MessageTree;
  readonly #messageSignals = new Map<string, Signal>();
  readonly changed: Signal = new Signal();
  #view: ConversationView;

  constructor(chat: ChatRecord, messages: readonly MessageRecord[], keeping: Keeping) {
    this.#keeping = keeping;
    this.#tree = new MessageTree(messages.map(endedIfRunning));
    this.#view = { chat, path: this.#tree.path(chat.chosen) };
  }

  get id(): string {
    return this.#view.chat.id;
  }

  get view(): ConversationView {
    return this.#view;
  }

  get messages(): readonly MessageRecord[] {
    return this.#tree.messages;
  }

  get(id: string): MessageRecord | undefined {
    return this.#tree.get(id);
  }

  until(id: string): readonly MessageRecord[] {
    return this.#tree.until(id);
  }

  versionsOf(id: string): readonly string[] {
    return this.#tree.versionsOf(id);
  }

  /** Changes of one message. */
  messageChanged(id: string): Signal {
    const signal = this.#messageSignals.get(id) ?? new Signal();
    this.#messageSignals.set(id, signal);
    return signal;
  }

  addQuestion(parentId: string | null, text: string, files: readonly AttachedFile[]): UserMessage {
    return this.#add({ ...this.#begin(parentId), role: "user", text, files });
  }

  addAnswer(parentId: string, model: string): AnswerMessage {
    return this.#add({ ...this.#begin(parentId), role: "assistant", model, state: "running", steps: [emptyStep] });
  }

  /** Shows a message, whichever branches stand above it now. */
  show(id: string): void {
    this.#update({ chosen: choosing(this.#tree, this.#view.chat.chosen, id) });
  }

  /** A newer state of a message; written to the store unless `isSaved` is false. */
  replace(message: MessageRecord, { isSaved = true } = {}): void {
    this.#tree.replace(message);
    this.messageChanged(message.id).emit();
    if (isSaved) void this.#put([], [message]);
  }

  /** Takes over what another tab changed, and has written. */
  merge(changes: Partial<ChatRecord>, messages: readonly MessageRecord[]): void {
    for (const message of messages) {
      if (this.#tree.add(message))
        for (const id of this.#tree.versionsOf(message.id)) this.#messageSignals.get(id)?.emit();
      else this.#tree.replace(message);
      this.messageChanged(message.id).emit();
    }
    this.#show({ ...this.#view.chat, ...changes });
  }

  rename(title: string): void {
    this.#update({ title });
  }

  change(settings: Partial<ChatSettings>): void {
    this.#update({ settings: { ...this.#view.chat.settings, ...settings } });
  }

  /** Settings without some of theirs: those are as the model has them again. */
  unset(...names: readonly (keyof ChatSettings)[]): void {
    const rest = Object.entries(this.#view.chat.settings).filter(
      ([name]) => !names.includes(name as keyof ChatSettings),
    );
    this.#update({ settings: Object.fromEntries(rest) as unknown as ChatSettings });
  }

  /** Tries once more to write what could not be. */
  keepOwed(): Promise<void> {
    return this.#put([], []);
  }

  #begin(parentId: string | null) {
    return { id: newId(), chatId: this.id, parentId, createdAt: this.#tree.nextTime() };
  }

  #add<Message extends MessageRecord>(message: Message): Message {
    this.#tree.add(message);
    const { chat } = this.#view;
    const title = chat.title === "" && message.role === "user" ? titleOf(message) : chat.title;
    this.#update({ title, chosen: choosing(this.#tree, chat.chosen, message.id), updatedAt: Date.now() }, [message]);
    // Whether there are others beside it shows at those, too.
    for (const id of this.#tree.versionsOf(message.id)) this.#messageSignals.get(id)?.emit();
    return message;
  }

  #update(changes: Partial<ChatRecord>, messages: readonly MessageRecord[] = []): void {
    this.#show({ ...this.#view.chat, ...changes });
    void this.#put(Object.keys(changes) as (keyof ChatRecord)[], messages);
  }

  #show(chat: ChatRecord): void {
    const path = this.#tree.path(chat.chosen);
    const isSame = path.length === this.#view.path.length && path.every((id, i) => id === this.#view.path[i]);
    this.#view = { chat, path: isSame ? this.#view.path : path };
    this.changed.emit();
  }

  async #put(fields: ChatFields, messages: readonly MessageRecord[]): Promise<void> {
    // A chat that has neither messages nor a name is not kept.
    if (this.#tree.size === 0 && this.#view.chat.title === "") return;
    try {
      await this.#keeping.put(this.#view.chat, fields, messages);
      this.#keeping.onSaved?.();
    } catch (error) {
      this.#keeping.onSaved?.(error);
    }
  }
}

/** Of a page that was closed meanwhile: nobody goes on with it. */
function endedIfRunning(message: MessageRecord): MessageRecord {
  return message.role === "assistant" && message.state === "running" ? { ...message, state: "stopped" } : message;
}

const titleLength = 60;

function titleOf({ text, files }: UserMessage): string {
  const line = text.trim().split("\n")[0].trim() || (files[0]?.name ?? "");
  return line.length <= titleLength ? line : `${line.slice(0, titleLength).trimEnd()}…`;
}
