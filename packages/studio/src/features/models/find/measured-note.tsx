import { useTranslation } from "react-i18next";
import { ServerButton } from "../../../app/server-button.tsx";
import styles from "./find.module.css";

interface MeasuredNoteProps {
  /** Seconds since 1970. */
  readonly measuredAt: number;
  readonly isMeasuring: boolean;
  readonly onMeasure: () => void;
}

/** Since when speeds are as they are told: other work on the machine at that time made them too small. */
export function MeasuredNote({ measuredAt, isMeasuring, onMeasure }: MeasuredNoteProps) {
  const { t, i18n } = useTranslation("models");
  const time = new Intl.DateTimeFormat(i18n.language, { dateStyle: "medium", timeStyle: "short" });
  return (
    <p className={styles.measured} role="status">
      {isMeasuring ? t("fit.measuring") : t("fit.measured", { time: time.format(measuredAt * 1000) })}
      <ServerButton look="quiet" disabled={isMeasuring} onClick={onMeasure}>
        {t("fit.measureAgain")}
      </ServerButton>
    </p>
  );
}
