import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import styles from "../chat-page.module.css";
import { textOf } from "../history/records.ts";
import { useRoom } from "../room-context.ts";

/** Longer answers are read on from the message itself. */
const spokenLength = 400;

/** Has screen readers read answers once they are finished, and nothing of them before. */
export function Spoken() {
  const { t } = useTranslation("chat");
  const room = useRoom();
  const [text, setText] = useState("");
  useEffect(
    () =>
      room.ended.subscribe(() => {
        const answer = room.lastEnded;
        if (answer === undefined) return;
        const start = textOf(answer).slice(0, spokenLength);
        setText(`${t(`spoken.${answer.state === "running" ? "done" : answer.state}`)} ${start}`);
      }),
    [room, t],
  );
  return (
    <div className={styles.title} role="status">
      {text}
    </div>
  );
}
