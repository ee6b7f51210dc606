import { useTranslation } from "react-i18next";
import type { ChatRecord } from "../history/records.ts";
import { useShelf } from "../room-context.ts";
import { ChatItem } from "./chat-item.tsx";
import styles from "./chat-sidebar.module.css";

interface ChatListProps {
  readonly shownId: string;
  readonly onChosen: () => void;
}

/** The chats, by when something was last said in them. */
export function ChatList({ shownId, onChosen }: ChatListProps) {
  const { t } = useTranslation("chat");
  const { chats, keptIn } = useShelf();
  if (keptIn === "opening") return null;
  if (chats.length === 0) return <p className={styles.none}>{t("sidebar.none")}</p>;
  return groups(chats, new Date()).map(({ name, chats: members }) => (
    <section key={name}>
      <h2 className={styles.group}>{t(`sidebar.${name}`)}</h2>
      <ul>
        {members.map((chat) => (
          <ChatItem key={chat.id} chat={chat} isShown={chat.id === shownId} onChosen={onChosen} />
        ))}
      </ul>
    </section>
  ));
}

const groupNames = ["today", "yesterday", "week", "older"] as const;

function groups(chats: readonly ChatRecord[], now: Date) {
  const midnight = new Date(now.getFullYear(), now.getMonth(), now.getDate());
  const daysAgo = (days: number) => new Date(midnight).setDate(midnight.getDate() - days);
  const starts = [daysAgo(0), daysAgo(1), daysAgo(7), Number.NEGATIVE_INFINITY];
  const groupOf = ({ updatedAt }: ChatRecord) => starts.findIndex((start) => updatedAt >= start);
  return groupNames
    .map((name, i) => ({ name, chats: chats.filter((chat) => groupOf(chat) === i) }))
    .filter((group) => group.chats.length > 0);
}
