import { Signal } from "../../app/signal.ts";
import { maxFiles } from "./files/read-attachment.ts";
import type { Conversation } from "./history/conversation.ts";
import type { AttachedFile } from "./history/records.ts";

/** What was begun to be written in a chat. */
export interface Draft {
  readonly text: string;
  readonly files: readonly AttachedFile[];
}

export const emptyDraft: Draft = { text: "", files: [] };

const storageKey = "qwents.chat.drafts";

/** What was begun to be written, chat by chat; texts outlive a reload of the tab. */
export class Drafts {
  readonly changed: Signal = new Signal();
  readonly #drafts: Map<string, Draft> = keptDrafts();

  constructor() {
    addEventListener("pagehide", () => this.#keep());
  }

  of(conversation: Conversation): Draft {
    return this.#drafts.get(keyOf(conversation)) ?? emptyDraft;
  }

  set(conversation: Conversation, draft: Draft): void {
    if (draft === emptyDraft) this.#drafts.delete(keyOf(conversation));
    else this.#drafts.set(keyOf(conversation), draft);
    this.changed.emit();
  }

  /**
   * Adds files that were read to what is written by now.
   * @returns whether all of them may go along
   */
  attach(conversation: Conversation, added: readonly AttachedFile[]): boolean {
    const draft = this.of(conversation);
    const files = [...draft.files, ...added];
    this.set(conversation, { ...draft, files: files.slice(0, maxFiles) });
    return files.length <= maxFiles;
  }

  #keep(): void {
    const texts = [...this.#drafts].map(([key, { text }]) => [key, text]);
    try {
      sessionStorage.setItem(storageKey, JSON.stringify(texts));
    } catch {
      // A browser that keeps nothing, or not so much.
    }
  }
}

/** The chat that is yet to begin has another id each time. */
function keyOf({ id, view }: Conversation): string {
  return view.path.length === 0 ? "" : id;
}

function keptDrafts(): Map<string, Draft> {
  try {
    const texts: unknown = JSON.parse(sessionStorage.getItem(storageKey) ?? "[]");
    if (!Array.isArray(texts)) return new Map();
    return new Map(texts.map(([key, text]) => [String(key), { text: String(text), files: [] }]));
  } catch {
    return new Map();
  }
}
