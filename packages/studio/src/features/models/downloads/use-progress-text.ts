import type { Download } from "@qwents/protocol";
import { useTranslation } from "react-i18next";
import { useNumbers } from "../../../app/numbers.ts";
import { useDuration } from "../times.ts";

/** Says how far a download is, how fast it comes and how long it takes. */
export function useProgressText(): (download: Download) => string {
  const { t } = useTranslation("models");
  const { bytes, percent } = useNumbers();
  const duration = useDuration();
  return ({ status, phase, retry, error, downloaded_bytes: done, total_bytes: total, ...rates }) => {
    const { bytes_per_second: speed, seconds_left: left } = rates;
    if (status === "queued") return t("downloads.queued");
    if (status === "completed") return t("downloads.completed", { size: bytes(total ?? done) });
    const share = total ? percent(Math.floor((done / total) * 100) / 100) : undefined;
    if (status === "paused") return share ? t("downloads.pausedAt", { share }) : t("downloads.paused");
    // What is wrong is not kept.
    const isKept = error?.code !== "hub/wrong-checksum";
    if (status === "failed") return share && isKept ? t("downloads.failedAt", { share }) : t("downloads.failed");
    if (retry !== undefined) return t("downloads.retrying", { time: duration(retry.after_seconds) });
    if (phase === "resolving" || total === null) return t("downloads.resolving");
    if (phase === "checking") return t("downloads.checking");
    const parts = [t("downloads.progress", { done: bytes(done), total: bytes(total) })];
    if (speed) parts.push(t("downloads.speed", { speed: bytes(speed) }));
    if (left !== null) parts.push(t("downloads.left", { time: duration(left) }));
    return parts.join(" · ");
  };
}
