import { Check, Download } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNumbers } from "../../../app/numbers.ts";
import { Button } from "../../../ui/button.tsx";
import { type DownloadList, isUnderWay } from "../downloads/use-downloads.ts";
import { FaultNotice } from "../fault-notice.tsx";
import styles from "./find.module.css";
import { canCome, type Quantization } from "./quantization-words.ts";

interface DownloadButtonProps {
  readonly quantization: Quantization;
  readonly downloads: DownloadList;
  readonly isMain?: boolean;
}

/** Begins a download; says so where the model is here already, or on its way. */
export function DownloadButton({ quantization, downloads, isMain = false }: DownloadButtonProps) {
  const { t } = useTranslation("models");
  const { bytes } = useNumbers();
  const [error, setError] = useState<unknown>();
  const { model, quantization: label, missing_bytes: missing } = quantization;
  const coming = downloads.list.find(
    (download) => (download.model === model || download.resolved === model) && isUnderWay(download),
  );
  if (missing === 0) {
    return (
      <span className={styles.isHere}>
        <Check size={16} aria-hidden="true" />
        {t("find.here")}
      </span>
    );
  }
  if (coming !== undefined) return <span className={styles.isHere}>{t("fit.coming")}</span>;
  if (!canCome(quantization)) return null;
  const begin = () => {
    setError(undefined);
    downloads.begin(model).catch(setError);
  };
  return (
    <>
      <Button
        look={isMain ? "primary" : "plain"}
        onClick={begin}
        {...(!isMain && { "aria-label": t("fit.downloadOne", { label }) })}
      >
        <Download size={16} aria-hidden="true" />
        {isMain ? t("fit.download", { size: bytes(missing) }) : t("fit.downloadShort")}
      </Button>
      {error !== undefined && <FaultNotice error={error} />}
    </>
  );
}
