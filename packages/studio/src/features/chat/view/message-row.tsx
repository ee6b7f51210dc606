import { memo } from "react";
import { classNames } from "../../../ui/class-names.ts";
import type { Conversation } from "../history/conversation.ts";
import { useMessage } from "../room-context.ts";
import { Answer } from "./answer.tsx";
import styles from "./message-row.module.css";
import { Question } from "./question.tsx";

interface MessageRowProps {
  readonly conversation: Conversation;
  readonly id: string;
  /** Whether a search led to it. */
  readonly isSought: boolean;
}

/** A question or an answer; drawn again only when it changes itself. */
export const MessageRow = memo(({ conversation, id, isSought }: MessageRowProps) => {
  const message = useMessage(conversation, id);
  if (message === undefined) return null;
  return (
    <article className={classNames(styles.row, isSought && styles.sought)} data-message={id}>
      {message.role === "user" ? (
        <Question conversation={conversation} message={message} />
      ) : (
        <Answer conversation={conversation} message={message} />
      )}
    </article>
  );
});
