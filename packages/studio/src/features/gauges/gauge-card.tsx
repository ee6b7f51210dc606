import { useId } from "react";
import { useTranslation } from "react-i18next";
import { classNames } from "../../ui/class-names.ts";
import type { GaugeName } from "./gauge.ts";
import { useGaugeTexts } from "./gauge-texts.ts";
import styles from "./gauges.module.css";
import { type ModelHistory, rangeOf, type Span, samplesWithin, spans } from "./history.ts";
import { Plot } from "./plot.tsx";

interface GaugeCardProps {
  readonly name: GaugeName;
  readonly model: ModelHistory;
  readonly now: number;
  readonly span: Span;
}

/** One gauge: its name, its value, its last minutes, and what it means. */
export function GaugeCard({ name, model, now, span }: GaugeCardProps) {
  const { t } = useTranslation("gauges");
  const { valueText, detailText } = useGaugeTexts();
  const id = useId();
  const samples = samplesWithin(model.samples, now, span);
  const hasValues = rangeOf(samples, name) !== undefined;
  const ceiling = model.ceilings[name];
  return (
    <section className={styles.card} data-gauge={name} aria-labelledby={id}>
      <h3 id={id} className={styles.name}>
        {t(`gauge.${name}`)}
      </h3>
      <GaugeFigure name={name} model={model} />
      <Plot
        name={name}
        samples={samples}
        now={now}
        spanMs={spans[span]}
        ceiling={ceiling}
        ceilingText={hasValues ? valueText(name, ceiling) : ""}
        from={t(`ago.${span}`)}
        to={t("now")}
      />
      <p className={styles.detail}>{detailText(name, model.latest)}</p>
    </section>
  );
}

/** What it is now; while nothing is computed, what it was when something was. */
function GaugeFigure({ name, model }: Pick<GaugeCardProps, "name" | "model">) {
  const { t } = useTranslation("gauges");
  const { valueText, unitText } = useGaugeTexts();
  const value = model.samples.at(-1)?.values[name];
  const last = model.samples.findLast((sample) => sample.values[name] !== undefined)?.values[name];
  const unit = unitText(name, model.latest);
  if (value === undefined) {
    return (
      <p className={classNames(styles.figure, styles.none)}>
        <span className={styles.value}>–</span>
        <span className={styles.unit}>
          {last === undefined ? t("nothingYet") : t("lastSeen", { value: `${valueText(name, last)} ${unit}`.trim() })}
        </span>
      </p>
    );
  }
  return (
    <p className={styles.figure}>
      <span className={styles.value}>{valueText(name, value)}</span>
      <span className={styles.unit}>{unit}</span>
    </p>
  );
}
