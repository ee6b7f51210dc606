import type { Model } from "@qwents/protocol";
import { useTranslation } from "react-i18next";
import { useNumbers } from "../../../app/numbers.ts";
import styles from "../models-page.module.css";

/** What is known of a model, for those who want to know. */
export function ModelDetails({ model }: { readonly model: Model }) {
  const { t, i18n } = useTranslation("models");
  const { bytes, percent } = useNumbers();
  const compact = new Intl.NumberFormat(i18n.language, { notation: "compact", maximumSignificantDigits: 2 });
  const whole = new Intl.NumberFormat(i18n.language);
  const { aliases = [], formats = [], context_length: context, max_position_embeddings: made = context } = model;
  const facts: readonly (readonly [string, string | undefined])[] = [
    [t("facts.disk"), model.size_bytes === undefined ? undefined : bytes(model.size_bytes)],
    [t("facts.parameters"), model.num_parameters === undefined ? undefined : compact.format(model.num_parameters)],
    [t("facts.context"), made === undefined ? undefined : contextText(made)],
    [
      t("facts.formats"),
      formats
        .filter(({ share }) => share >= 0.005)
        .map(({ format, share }) => (share >= 0.995 ? format : `${format} ${percent(share)}`))
        .join(", "),
    ],
    [t("facts.architecture"), model.architecture],
    [t("facts.license"), model.license],
    [t("facts.aliases"), aliases.join(", ")],
  ];
  function contextText(tokens: number): string {
    const isShorter = context !== undefined && context < tokens;
    return isShorter
      ? t("facts.tokensHere", { tokens: whole.format(tokens), here: whole.format(context) })
      : t("facts.tokens", { tokens: whole.format(tokens) });
  }
  return (
    <details className={styles.details}>
      <summary>{t("facts.title")}</summary>
      <dl>
        {facts.map(
          ([name, value]) =>
            value && (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
      </dl>
      {model.is_removable === false && <p className={styles.note}>{t("facts.stays")}</p>}
    </details>
  );
}
