import { useTranslation } from "react-i18next";
import styles from "./glass.module.css";
import { kinds } from "./kind.ts";

/** What the colours of the page mean, while there is nothing yet that has them. */
export function KindLegend() {
  const { t } = useTranslation("glass");
  return (
    <section className={styles.card} aria-labelledby="glass-legend">
      <h2 id="glass-legend">{t("empty.kinds")}</h2>
      <dl className={styles.legend}>
        {kinds.map((kind) => (
          <div key={kind}>
            <dt>
              <i style={{ background: `var(--kind-${kind})` }} aria-hidden="true" />
              {t(`kind.${kind}.name`)}
            </dt>
            <dd>{t(`kind.${kind}.what`)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
