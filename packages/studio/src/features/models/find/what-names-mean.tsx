import { useTranslation } from "react-i18next";
import styles from "./find.module.css";

/** For those who see such names for the first time. */
export function WhatNamesMean() {
  const { t } = useTranslation("models");
  return (
    <details className={styles.explained}>
      <summary>{t("explain.title")}</summary>
      <dl>
        <dt>{t("explain.size")}</dt>
        <dd>{t("explain.sizeText")}</dd>
        <dt>{t("explain.active")}</dt>
        <dd>{t("explain.activeText")}</dd>
        <dt>{t("explain.quantization")}</dt>
        <dd>{t("explain.quantizationText")}</dd>
        <dt>{t("explain.kinds")}</dt>
        <dd>{t("explain.kindsText")}</dd>
        <dt>{t("explain.reference")}</dt>
        <dd>{t("explain.referenceText")}</dd>
      </dl>
    </details>
  );
}
