import { useTranslation } from "react-i18next";
import { useNumbers } from "../../app/numbers.ts";
import type { StepView } from "./step-view.ts";
import { totalsByKind, totalsByLayer } from "./summary.ts";
import styles from "./tables.module.css";

/** What the timeline shows, in numbers: of each layer, how long each kind of work took. */
export function LayerTable({ view }: { readonly view: StepView }) {
  const { t } = useTranslation("glass");
  const { microseconds } = useNumbers();
  const layers = totalsByLayer(view);
  const kinds = totalsByKind(view)
    .map(({ kind }) => kind)
    .filter((kind) => layers.some((totals) => totals.some((total) => total.kind === kind)));
  return (
    <div className={styles.frame}>
      <table className={styles.table}>
        <caption>{t("byLayer.caption")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("byLayer.layer")}</th>
            {kinds.map((kind) => (
              <th key={kind} scope="col">
                {t(`kind.${kind}.name`)}
              </th>
            ))}
            <th scope="col">{t("byLayer.all")}</th>
          </tr>
        </thead>
        <tbody>
          {layers.map((totals, layer) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a layer's number is its name
            <tr key={layer}>
              <th scope="row">{t("layer", { layer })}</th>
              {kinds.map((kind) => {
                const total = totals.find((other) => other.kind === kind);
                return <td key={kind}>{total ? microseconds(total.durationUs) : ""}</td>;
              })}
              <td>{microseconds(view.layers[layer].durationUs)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
