import { useTranslation } from "react-i18next";
import type { AnswerMessage } from "../history/records.ts";
import styles from "./message-row.module.css";

/** Speed, first token, length and cached share of an answer, as the server tells them. */
export function AnswerStats({ message: { steps } }: { readonly message: AnswerMessage }) {
  const { t, i18n } = useTranslation("chat");
  const number = (value: number, digits = 0) =>
    new Intl.NumberFormat(i18n.language, { maximumFractionDigits: digits }).format(value);
  const { timings, usage } = steps.at(-1)!;
  const { firstTokenMs } = steps[0];
  const tokens = steps.reduce((sum, step) => sum + (step.usage?.completion_tokens ?? 0), 0);
  const cached = usage?.prompt_tokens_details?.cached_tokens ?? 0;
  const cachedPercent = (100 * cached) / Math.max(1, usage?.prompt_tokens ?? 0);
  const dropped = timings?.truncation?.dropped_messages ?? 0;
  const speed = timings?.predicted_per_second;
  const facts = [
    ...(speed !== undefined && Number.isFinite(speed) && speed > 0
      ? [t("stats.speed", { speed: number(speed, speed < 10 ? 1 : 0) })]
      : []),
    ...(firstTokenMs !== undefined ? [t("stats.firstToken", { seconds: number(firstTokenMs / 1000, 2) })] : []),
    ...(tokens > 0 ? [t("stats.tokens", { count: tokens })] : []),
    ...(cachedPercent >= 1 ? [t("stats.cached", { percent: number(cachedPercent) })] : []),
    ...(dropped > 0 ? [t("stats.dropped", { count: dropped })] : []),
  ];
  return <p className={styles.stats}>{facts.join(" · ")}</p>;
}
