import { useTranslation } from "react-i18next";
import { useConnection } from "../../../app/connection.tsx";
import { ServerButton } from "../../../app/server-button.tsx";
import { Notice } from "../../../ui/notice.tsx";
import type { DownloadList } from "../downloads/use-downloads.ts";
import { FaultNotice } from "../fault-notice.tsx";
import styles from "./find.module.css";
import { MeasuredNote } from "./measured-note.tsx";
import { QuantizationRow } from "./quantization-row.tsx";
import { SuggestedFit } from "./suggested-fit.tsx";
import { useFit } from "./use-fit.ts";

interface FitViewProps {
  readonly model: string;
  readonly downloads: DownloadList;
}

/** Which quantisation of a model to take here, and what the others take. */
export function FitView({ model, downloads }: FitViewProps) {
  const { t } = useTranslation("models");
  const { models } = useConnection();
  const { fit, error, again, isMeasuring, measure } = useFit(model, models.length);
  if (error !== undefined) {
    return <FaultNotice error={error} action={<ServerButton onClick={again}>{t("find.retry")}</ServerButton>} />;
  }
  if (fit === undefined) {
    return (
      <p className={styles.waiting} role="status">
        {t("fit.looking")}
      </p>
    );
  }
  const best = fit.quantizations.find(({ model: name }) => name === fit.suggestion?.model);
  const others = fit.quantizations.filter((one) => one !== best);
  return (
    <div className={styles.fit}>
      {best === undefined ? (
        <Notice>
          {fit.quantizations.every(({ verdict }) => verdict === "does-not-run") ? t("fit.nothing") : t("fit.none")}
        </Notice>
      ) : (
        <SuggestedFit fit={fit} best={best} downloads={downloads} />
      )}
      {fit.quantizations.length > 0 && (
        <MeasuredNote measuredAt={fit.machine.measured_at} isMeasuring={isMeasuring} onMeasure={() => void measure()} />
      )}
      {others.length > 0 && (
        <details className={styles.others} open={best === undefined}>
          <summary>{t("fit.others", { count: others.length })}</summary>
          <ul>
            {others.map((one) => (
              <QuantizationRow key={one.model} machine={fit.machine} quantization={one} downloads={downloads} />
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}
