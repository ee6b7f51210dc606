import { createContext, use, useSyncExternalStore } from "react";
import type { ChatRoom } from "./chat-room.ts";
import type { ShelfView } from "./history/chat-shelf.ts";
import type { Conversation, ConversationView } from "./history/conversation.ts";
import type { MessageRecord } from "./history/records.ts";

export const RoomContext = createContext<ChatRoom | undefined>(undefined);

export function useRoom(): ChatRoom {
  const room = use(RoomContext);
  if (room === undefined) throw new Error("useRoom is for what stands inside the chat page.");
  return room;
}

export function useShelf(): ShelfView {
  const { shelf } = useRoom();
  return useSyncExternalStore(shelf.changed.subscribe, () => shelf.view);
}

export function useConversation(conversation: Conversation): ConversationView {
  return useSyncExternalStore(conversation.changed.subscribe, () => conversation.view);
}

export function useMessage(conversation: Conversation, id: string): MessageRecord | undefined {
  return useSyncExternalStore(conversation.messageChanged(id).subscribe, () => conversation.get(id));
}

/** What is being written in a chat; undefined while nothing is. */
export function useRunning(chatId: string) {
  const { answers } = useRoom();
  return useSyncExternalStore(answers.changed.subscribe, () => answers.runningIn(chatId));
}
