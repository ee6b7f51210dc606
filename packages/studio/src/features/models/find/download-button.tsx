import { Check, Download as DownloadIcon } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNumbers } from "../../../app/numbers.ts";
import { ServerButton } from "../../../app/server-button.tsx";
import type { DownloadList } from "../downloads/use-downloads.ts";
import { FaultNotice } from "../fault-notice.tsx";
import styles from "./find.module.css";
import { canCome, type Quantization } from "./quantization-words.ts";

interface DownloadButtonProps {
  readonly quantization: Quantization;
  readonly downloads: DownloadList;
  readonly isMain?: boolean;
}

/** Begins a download, or goes on with it; says so where the model is here already, or on its way. */
export function DownloadButton({ quantization, downloads, isMain = false }: DownloadButtonProps) {
  const { t } = useTranslation("models");
  const { bytes, percent } = useNumbers();
  const [refusal, setRefusal] = useState<unknown>();
  const { model, quantization: label, missing_bytes: missing } = quantization;
  const known = downloads.list.find((one) => one.model === model || one.resolved === model);
  if (missing === 0) {
    return (
      <span className={styles.isHere}>
        <Check size={16} aria-hidden="true" />
        {t("find.here")}
      </span>
    );
  }
  if (known?.status === "running" || known?.status === "queued") {
    const { downloaded_bytes: done, total_bytes: total } = known;
    return <span className={styles.isHere}>{t("fit.coming", { share: percent(total ? done / total : 0) })}</span>;
  }
  if (!canCome(quantization)) return null;
  const isPaused = known?.status === "paused";
  const error = refusal ?? (known?.status === "failed" ? known.error : undefined);
  const begin = () => {
    setRefusal(undefined);
    downloads.begin(model).catch(setRefusal);
  };
  const name = isMain ? undefined : t("fit.downloadOne", { label });
  return (
    <div className={styles.begin}>
      <ServerButton
        look={isMain ? "primary" : "plain"}
        onClick={begin}
        {...(name && !isPaused && { "aria-label": name })}
      >
        <DownloadIcon size={16} aria-hidden="true" />
        {isPaused
          ? t("downloads.resume")
          : isMain
            ? t("fit.download", { size: bytes(missing) })
            : t("fit.downloadShort")}
      </ServerButton>
      {error !== undefined && <FaultNotice error={error} />}
    </div>
  );
}
