import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useNumbers } from "../../app/numbers.ts";
import styles from "./answer.module.css";
import type { Figures } from "./side-run.ts";

interface FigureListProps {
  readonly letter: string;
  readonly figures: Figures;
  /** The other side's: bars are drawn as parts of the larger one. */
  readonly others: Figures | undefined;
}

/** What was measured of an answer, beside what was of the other one. */
export function FigureList({ letter, figures, others }: FigureListProps) {
  const { t } = useTranslation("compare");
  const { short, percent, microseconds } = useNumbers();
  const { tokensPerSecond, firstTokenMs, tokens, cachedShare } = figures;
  return (
    <dl className={styles.figures} aria-label={t("figures.name", { letter })}>
      <Figure name={t("figures.speed")} share={shareOf(tokensPerSecond, others?.tokensPerSecond)}>
        {tokensPerSecond !== undefined && t("figures.perSecond", { value: short(tokensPerSecond) })}
      </Figure>
      <Figure name={t("figures.first")} share={shareOf(firstTokenMs, others?.firstTokenMs)}>
        {firstTokenMs !== undefined && microseconds(firstTokenMs * 1000)}
      </Figure>
      <Figure name={t("figures.length")} share={shareOf(tokens, others?.tokens)}>
        {tokens > 0 && t("figures.tokens", { count: tokens })}
      </Figure>
      <Figure name={t("figures.cached")} share={cachedShare ?? 0}>
        {cachedShare !== undefined && percent(cachedShare)}
      </Figure>
    </dl>
  );
}

function shareOf(value = 0, other = 0): number {
  return value === 0 ? 0 : value / Math.max(value, other);
}

interface FigureProps {
  readonly name: string;
  /** Of its bar, 0 to 1. */
  readonly share: number;
  readonly children: ReactNode;
}

function Figure({ name, share, children }: FigureProps) {
  return (
    <div className={styles.figure}>
      <dt>{name}</dt>
      <dd>
        {children || "–"}
        <span className={styles.bar} aria-hidden="true">
          <span style={{ scale: `${share} 1` }} />
        </span>
      </dd>
    </div>
  );
}
