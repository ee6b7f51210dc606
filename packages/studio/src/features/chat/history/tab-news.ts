import type { ChatRecord, MessageRecord } from "./records.ts";

/** Fields of a chat that a change is about. */
export type ChatFields = readonly (keyof ChatRecord)[];

/** What a tab tells others of this browser. */
export type News =
  | {
      readonly type: "changed";
      readonly chat: ChatRecord;
      readonly fields: ChatFields;
      readonly messages: readonly MessageRecord[];
    }
  | { readonly type: "added"; readonly ids: readonly string[] }
  | { readonly type: "removed"; readonly id: string };

/** Between tabs that have the chats open. Each hears what the others tell, in their order, and nothing of its own. */
export class TabNews {
  readonly #channel = new BroadcastChannel("qwents-chats-2");

  constructor(listen: (news: News) => void) {
    this.#channel.onmessage = ({ data }: MessageEvent<News>) => listen(data);
  }

  tell(news: News): void {
    this.#channel.postMessage(news);
  }
}

/** These fields of a chat alone. */
export function fieldsOf(chat: ChatRecord, fields: ChatFields): Partial<ChatRecord> {
  return Object.fromEntries(fields.map((name) => [name, chat[name]]));
}
