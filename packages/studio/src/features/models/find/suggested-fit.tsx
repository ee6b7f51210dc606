import type { ModelFit } from "@qwents/protocol";
import { useTranslation } from "react-i18next";
import { useNumbers } from "../../../app/numbers.ts";
import { Meter } from "../../../ui/meter.tsx";
import type { DownloadList } from "../downloads/use-downloads.ts";
import { DownloadButton } from "./download-button.tsx";
import styles from "./find.module.css";
import { paceOf, type Quantization, qualityOf } from "./quantization-words.ts";
import { Verdict } from "./verdict.tsx";

interface SuggestedFitProps {
  readonly fit: ModelFit;
  readonly best: Quantization;
  readonly downloads: DownloadList;
}

/** The quantisation to take: what it needs of what there is, and how fast it will be. */
export function SuggestedFit({ fit: { machine, quantizations }, best, downloads }: SuggestedFitProps) {
  const { t } = useTranslation("models");
  const { bytes, short } = useNumbers();
  const { memory_bytes: memory, missing_bytes: missing, tokens_per_second: speed, quantization: label } = best;
  const disk = machine.free_disk_bytes;
  return (
    <div className={styles.best}>
      <div className={styles.bestHead}>
        <h4>{quantizations.length > 1 ? t("fit.best", { label }) : label}</h4>
        <Verdict quantization={best} />
      </div>
      <p className={styles.quality}>{t(`fit.quality.${qualityOf(best)}`)}</p>
      <Meter
        label={t("fit.memory")}
        share={memory / machine.memory_bytes}
        text={t("fit.of", { needed: bytes(memory), there: bytes(machine.memory_bytes) })}
        tone={best.verdict === "tight" ? "accent" : "cool"}
      />
      {disk !== null && missing > 0 && (
        <Meter
          label={t("fit.disk")}
          share={missing / disk}
          text={t("fit.ofFree", { needed: bytes(missing), there: bytes(disk) })}
        />
      )}
      <p className={styles.speed}>
        <strong>{t("fit.speed", { speed: short(speed) })}</strong> {t(`fit.pace.${paceOf(best)}`)}
      </p>
      <div>
        <DownloadButton quantization={best} downloads={downloads} isMain />
      </div>
    </div>
  );
}
