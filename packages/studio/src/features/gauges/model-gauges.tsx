import { useId } from "react";
import { useTranslation } from "react-i18next";
import { ContextsCard } from "./contexts-card.tsx";
import { gaugeNames } from "./gauge.ts";
import { GaugeCard } from "./gauge-card.tsx";
import { GaugeTable } from "./gauge-table.tsx";
import styles from "./gauges.module.css";
import type { ModelHistory, Span } from "./history.ts";
import { MemoryCard } from "./memory-card.tsx";

interface ModelGaugesProps {
  readonly model: ModelHistory;
  readonly now: number;
  readonly span: Span;
  readonly asTable: boolean;
}

export function ModelGauges({ model, now, span, asTable }: ModelGaugesProps) {
  const { t } = useTranslation("gauges");
  const id = useId();
  return (
    <section className={styles.model} aria-labelledby={id}>
      <h2 id={id} className={styles.modelName}>
        {t("model", { model: model.latest.id })}
      </h2>
      {asTable ? (
        <GaugeTable model={model} now={now} span={span} />
      ) : (
        <div className={styles.cards}>
          {gaugeNames.map((name) => (
            <GaugeCard key={name} name={name} model={model} now={now} span={span} />
          ))}
        </div>
      )}
      <div className={styles.wide}>
        <ContextsCard status={model.latest} />
        <MemoryCard status={model.latest} />
      </div>
    </section>
  );
}
