import { useTranslation } from "react-i18next";
import { type GaugeName, gaugeNames } from "./gauge.ts";
import { useGaugeTexts } from "./gauge-texts.ts";
import styles from "./gauges.module.css";
import { type ModelHistory, rangeOf, type Span, samplesWithin } from "./history.ts";

interface GaugeTableProps {
  readonly model: ModelHistory;
  readonly now: number;
  readonly span: Span;
}

/** The same as the plots show, in numbers. */
export function GaugeTable({ model, now, span }: GaugeTableProps) {
  const { t } = useTranslation("gauges");
  const { valueText, unitText } = useGaugeTexts();
  const currentText = (name: GaugeName, value: number | undefined) => {
    if (value === undefined) return "–";
    const unit = unitText(name, model.latest);
    return name === "load" ? unit : `${valueText(name, value)} ${unit}`;
  };
  return (
    <div className={styles.tableFrame}>
      <table className={styles.table}>
        <caption>{t(`table.caption.${span}`)}</caption>
        <thead>
          <tr>
            <th scope="col">{t("table.gauge")}</th>
            <th scope="col">{t("table.now")}</th>
            <th scope="col">{t("table.lowest")}</th>
            <th scope="col">{t("table.mean")}</th>
            <th scope="col">{t("table.highest")}</th>
          </tr>
        </thead>
        <tbody>
          {gaugeNames.map((name) => {
            const value = model.samples.at(-1)?.values[name];
            const range = rangeOf(samplesWithin(model.samples, now, span), name);
            const cells = [range?.lowest, range?.mean, range?.highest];
            return (
              <tr key={name}>
                <th scope="row">{t(`gauge.${name}`)}</th>
                <td>{currentText(name, value)}</td>
                {cells.map((cell, i) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: three columns, always the same
                  <td key={i}>{cell === undefined ? "–" : valueText(name, cell)}</td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
