import type { WholeChat } from "../history/chat-shelf.ts";

export const formatName = "qwents.chats";
export const formatVersion = 1;

/** Chats with all their branches and settings. */
export function exportJson(chats: readonly WholeChat[]): string {
  const exported = chats.map(({ chat, messages }) => ({
    ...chat,
    messages: messages.map(({ chatId: _, ...message }) => message),
  }));
  return `${JSON.stringify({ format: formatName, version: formatVersion, chats: exported }, null, 1)}\n`;
}
