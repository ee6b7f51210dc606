import { useEffect, useEffectEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import styles from "../chat-page.module.css";
import { textOf } from "../history/records.ts";
import { useRoom } from "../room-context.ts";
import { useFaultText } from "./use-fault-text.ts";

/** Longer answers are read on from the message itself. */
const spokenLength = 400;

/** Has screen readers read answers once they are finished, and nothing of them before; of one that failed, why. */
export function Spoken() {
  const { t } = useTranslation("chat");
  const faultText = useFaultText();
  const room = useRoom();
  const [{ text, times }, setSpoken] = useState({ text: "", times: 0 });
  const tell = useEffectEvent(() => {
    const answer = room.lastEnded;
    if (answer === undefined) return;
    const start = t(`spoken.${answer.state === "running" ? "done" : answer.state}`);
    const rest = answer.fault === undefined ? textOf(answer).slice(0, spokenLength) : faultText(answer.fault);
    setSpoken((before) => ({ text: `${start} ${rest}`, times: before.times + 1 }));
  });
  useEffect(() => room.ended.subscribe(() => tell()), [room]);
  return (
    <div className={styles.title} role="status">
      {/* The same words again are told again only where they stand in another element. */}
      <span key={times}>{text}</span>
    </div>
  );
}
