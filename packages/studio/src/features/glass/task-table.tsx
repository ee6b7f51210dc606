import { useTranslation } from "react-i18next";
import { useNumbers } from "../../app/numbers.ts";
import type { Choice } from "./choice.ts";
import type { StepView } from "./step-view.ts";
import { perSecond, totalsByTask } from "./summary.ts";
import styles from "./tables.module.css";

interface TaskTableProps {
  readonly view: StepView;
  readonly onChoose: (choice: Choice) => void;
}

/** What a step is made of, the longest first; all layers together. */
export function TaskTable({ view, onChoose }: TaskTableProps) {
  const { t } = useTranslation("glass");
  const { microseconds, percent, short } = useNumbers();
  const totals = totalsByTask(view);
  const rate = (value: number | undefined) => (value === undefined ? "" : short(value));
  return (
    <div className={styles.frame}>
      <table className={styles.table}>
        <caption>{t("byTask.caption")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("byTask.task")}</th>
            <th scope="col" colSpan={2}>
              {t("byTask.share")}
            </th>
            <th scope="col">{t("byTask.time")}</th>
            <th scope="col" className={styles.rate}>
              GB/s
            </th>
            <th scope="col" className={styles.rate}>
              GFLOP/s
            </th>
          </tr>
        </thead>
        <tbody>
          {totals.map(({ task, kind, count, durationUs, share, bytes, flops, names }) => {
            const choose = () => onChoose({ type: "task", task, kind });
            return (
              <tr key={`${kind} ${task}`} onPointerEnter={choose}>
                <th scope="row">
                  <button type="button" className={styles.task} onClick={choose} onFocus={choose}>
                    {t(`task.${task}.name`)}
                  </button>
                  <span className={styles.names}>
                    {names.join(", ")} ×{count}
                  </span>
                </th>
                <td className={styles.barCell}>
                  <span
                    className={styles.bar}
                    style={{ background: `var(--kind-${kind})`, width: `${(100 * share) / totals[0].share}%` }}
                  />
                </td>
                <td>{percent(share)}</td>
                <td>{microseconds(durationUs)}</td>
                <td className={styles.rate}>{rate(perSecond(bytes, durationUs))}</td>
                <td className={styles.rate}>{rate(perSecond(flops, durationUs))}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <p className={styles.units}>{t("byTask.units")}</p>
    </div>
  );
}
