import { useTranslation } from "react-i18next";
import { useErrorText } from "../../../app/error-text.ts";
import { ErrorNotice } from "../../../ui/error-notice.tsx";
import { CallView } from "./call-view.tsx";
import type { Exchange } from "./exchange.ts";
import styles from "./talk.module.css";

interface ExchangeViewProps {
  readonly exchange: Exchange;
  /** Of the last one, if it failed. */
  readonly onRetry?: (() => void) | undefined;
}

export function ExchangeView({ exchange, onRetry }: ExchangeViewProps) {
  const { t, i18n } = useTranslation("cockpit");
  const errorText = useErrorText();
  const { said, steps, state, error, timings } = exchange;
  const calls = steps.flatMap((step) => step.calls);
  const text = steps
    .map((step) => step.text.trim())
    .filter(Boolean)
    .join("\n");
  return (
    <li className={styles.exchange}>
      <p className={styles.said}>{said}</p>
      {calls.length > 0 && (
        <ul className={styles.calls} aria-label={t("call.all")}>
          {calls.map((done) => (
            <CallView key={done.call.id} {...done} />
          ))}
        </ul>
      )}
      {text !== "" && <p className={styles.answer}>{text}</p>}
      {state === "running" && text === "" && (
        <p className={styles.running}>
          <i />
          <i />
          <i />
          <span>{t("running")}</span>
        </p>
      )}
      {state === "stopped" && <p className={styles.note}>{t("stopped")}</p>}
      {state === "done" && text === "" && <p className={styles.note}>{t("nothing")}</p>}
      {state === "failed" && <ErrorNotice text={errorText(error)} onRetry={onRetry} />}
      {state === "done" && timings && (
        <p className={styles.note}>
          {t("speed", { speed: Math.round(timings.predicted_per_second).toLocaleString(i18n.language) })}
        </p>
      )}
    </li>
  );
}
