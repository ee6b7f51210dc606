import type { ChatShelf } from "./chat-shelf.ts";
import { type ChatRecord, textOf } from "./records.ts";

export interface SearchHit {
  readonly chat: ChatRecord;
  /** Absent where the title alone has it. */
  readonly messageId?: string;
  /** Text around what was found: before, it, after. */
  readonly excerpt?: readonly [string, string, string];
}

const maxHits = 60;
const maxHitsAChat = 5;

/** Where words stand in titles and messages, chat by chat, the latest first; case does not count. Grows as it is read. */
export async function* searchChats(
  shelf: ChatShelf,
  words: string,
  signal: AbortSignal,
): AsyncGenerator<SearchHit, void> {
  const wanted = words.trim().toLowerCase();
  if (wanted === "") return;
  let numHits = 0;
  for (const chat of shelf.view.chats) {
    const { messages } = await shelf.whole(chat);
    if (signal.aborted) return;
    const hits = messages.flatMap((message): SearchHit[] => {
      const excerpt = excerptOf(textOf(message), wanted);
      return excerpt === undefined ? [] : [{ chat, messageId: message.id, excerpt }];
    });
    if (hits.length === 0 && chat.title.toLowerCase().includes(wanted)) hits.push({ chat });
    for (const hit of hits.slice(-maxHitsAChat)) {
      yield hit;
      if (++numHits === maxHits) return;
    }
  }
}

const margin = 40;

function excerptOf(text: string, wanted: string): SearchHit["excerpt"] {
  const at = text.toLowerCase().indexOf(wanted);
  if (at < 0) return undefined;
  const end = at + wanted.length;
  const [before, after] = [text.slice(Math.max(0, at - margin), at), text.slice(end, end + margin)];
  const tidy = (part: string) => part.replace(/\s+/g, " ");
  return [
    (at > margin ? "…" : "") + tidy(before),
    text.slice(at, end),
    tidy(after) + (end + margin < text.length ? "…" : ""),
  ];
}
