import { useTranslation } from "react-i18next";
import { Meter } from "../../../ui/meter.tsx";
import { useRunning } from "../room-context.ts";
import styles from "./message-row.module.css";

interface LoadNoticeProps {
  readonly chatId: string;
  /** Whether something of the answer is there already. */
  readonly isQuiet: boolean;
}

/** What an answer waits for: the model to be loaded, or its first token. */
export function LoadNotice({ chatId, isQuiet }: LoadNoticeProps) {
  const { t } = useTranslation("chat");
  const load = useRunning(chatId)?.load;
  if (load === undefined) {
    if (isQuiet) return null;
    return (
      <p className={styles.waiting}>
        <span className={styles.dots} aria-hidden="true" />
        {t("answer.reading")}
      </p>
    );
  }
  if (load.phase === "queued") return <p className={styles.waiting}>{t("load.queued")}</p>;
  const share = load.total_bytes === 0 ? 0 : load.loaded_bytes / load.total_bytes;
  return (
    <div className={styles.load}>
      <Meter label={t("load.loading")} share={share} text={t("load.share", { percent: Math.round(share * 100) })} />
    </div>
  );
}
