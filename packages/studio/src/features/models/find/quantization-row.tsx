import type { ModelFit } from "@qwents/protocol";
import { useTranslation } from "react-i18next";
import { useNumbers } from "../../../app/numbers.ts";
import type { DownloadList } from "../downloads/use-downloads.ts";
import { DownloadButton } from "./download-button.tsx";
import styles from "./find.module.css";
import { ForceButton } from "./force-button.tsx";
import { canCome, type Quantization, qualityOf } from "./quantization-words.ts";
import { Verdict } from "./verdict.tsx";

interface QuantizationRowProps {
  readonly machine: ModelFit["machine"];
  readonly quantization: Quantization;
  readonly downloads: DownloadList;
}

/** One of the other quantisations, in short. */
export function QuantizationRow({ machine, quantization, downloads }: QuantizationRowProps) {
  const { t } = useTranslation("models");
  const { bytes, short } = useNumbers();
  const {
    quantization: label,
    size_bytes: size,
    memory_bytes: memory,
    tokens_per_second: speed,
    verdict,
  } = quantization;
  return (
    <li className={styles.row}>
      <div className={styles.rowText}>
        <p className={styles.rowHead}>
          <strong>{label}</strong>
          <Verdict quantization={quantization} />
        </p>
        <p className={styles.facts}>
          {verdict === "does-not-run"
            ? bytes(size)
            : t("fit.row", { size: bytes(size), memory: bytes(memory), speed: short(speed) })}
        </p>
        <p className={styles.facts}>{t(`fit.quality.${qualityOf(quantization)}`)}</p>
      </div>
      {canCome(quantization) || quantization.missing_bytes === 0 ? (
        <DownloadButton quantization={quantization} downloads={downloads} />
      ) : (
        <ForceButton machine={machine} quantization={quantization} downloads={downloads} />
      )}
    </li>
  );
}
