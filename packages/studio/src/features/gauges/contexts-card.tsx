import type { ModelStatus } from "@qwents/protocol";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { useNumbers } from "../../app/numbers.ts";
import { Meter } from "../../ui/meter.tsx";
import styles from "./gauges.module.css";

/** More of them are only counted. */
const shownSequences = 8;

/** How far each running answer has come, of what it may grow to. */
export function ContextsCard({ status }: { readonly status: ModelStatus }) {
  const { t } = useTranslation("gauges");
  const { short } = useNumbers();
  const id = useId();
  const { sequences, context_length } = status;
  const shown = sequences.slice(0, shownSequences);
  return (
    <section className={styles.card} aria-labelledby={id}>
      <h3 id={id} className={styles.name}>
        {t("contexts.title")}
      </h3>
      {shown.length === 0 && <p className={styles.quiet}>{t("contexts.none")}</p>}
      <div className={styles.meters}>
        {shown.map(({ prompt_tokens, context_tokens, max_tokens }, i) => (
          <Meter
            // biome-ignore lint/suspicious/noArrayIndexKey: the server does not name them
            key={i}
            tone="accent"
            label={t("contexts.answer", { prompt: short(prompt_tokens) })}
            share={context_tokens / max_tokens}
            text={t("contexts.used", { used: short(context_tokens), most: short(max_tokens) })}
          />
        ))}
      </div>
      {sequences.length > shown.length && (
        <p className={styles.detail}>{t("contexts.more", { count: sequences.length - shown.length })}</p>
      )}
      <p className={styles.detail}>{t("contexts.what", { most: short(context_length) })}</p>
    </section>
  );
}
