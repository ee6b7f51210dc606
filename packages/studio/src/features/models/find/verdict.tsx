import { CircleCheck, CircleX, TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import styles from "./find.module.css";
import type { Quantization } from "./quantization-words.ts";

const icons = {
  fits: CircleCheck,
  tight: TriangleAlert,
  "too-large-for-memory": CircleX,
  "too-large-for-disk": CircleX,
  "does-not-run": CircleX,
};

/** Whether it fits: a sign, a word and a colour. */
export function Verdict({ quantization: { verdict } }: { readonly quantization: Quantization }) {
  const { t } = useTranslation("models");
  const Icon = icons[verdict];
  return (
    <span className={styles.verdict} data-verdict={verdict}>
      <Icon size={16} aria-hidden="true" />
      {t(`fit.verdict.${verdict}`)}
    </span>
  );
}
