import type { Download } from "@qwents/protocol";
import { Check, CirclePause, Download as DownloadIcon, Pause, Play, RotateCw, X } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNumbers } from "../../../app/numbers.ts";
import { ServerButton, ServerIconButton } from "../../../app/server-button.tsx";
import { classNames } from "../../../ui/class-names.ts";
import { ConfirmDialog } from "../confirm-dialog.tsx";
import { FaultNotice } from "../fault-notice.tsx";
import styles from "../models-page.module.css";
import { ProgressBar } from "../progress-bar.tsx";
import { type DownloadList, isUnderWay } from "./use-downloads.ts";
import { useProgressText } from "./use-progress-text.ts";

interface DownloadCardProps {
  readonly download: Download;
  readonly downloads: DownloadList;
}

/** One download: how far it is, and what can be done with it. */
export function DownloadCard({ download, downloads }: DownloadCardProps) {
  const { t } = useTranslation("models");
  const { bytes } = useNumbers();
  const progressText = useProgressText();
  const [isAsking, setAsking] = useState(false);
  const [refusal, setRefusal] = useState<unknown>();
  const { id, status, model, resolved = model, downloaded_bytes: done, total_bytes: total, error } = download;
  const run = (action: (id: string) => Promise<void>) => {
    setRefusal(undefined);
    action(id).catch(setRefusal);
  };
  const cancel = () => (done > 0 ? setAsking(true) : run(downloads.cancel));
  const text = progressText(download);
  const Icon = status === "completed" ? Check : status === "paused" ? CirclePause : DownloadIcon;
  return (
    <li className={styles.card}>
      <div className={styles.top}>
        <h3 className={styles.name}>
          <Icon size={16} aria-hidden="true" className={classNames(status === "completed" && styles.good)} />
          {resolved}
        </h3>
        <div className={styles.actions}>
          {isUnderWay(download) && (
            <ServerButton onClick={() => run(downloads.pause)}>
              <Pause size={16} aria-hidden="true" />
              {t("downloads.pause")}
            </ServerButton>
          )}
          {status === "paused" && (
            <ServerButton look="primary" onClick={() => run(downloads.resume)}>
              <Play size={16} aria-hidden="true" />
              {t("downloads.resume")}
            </ServerButton>
          )}
          {status === "failed" && (
            <ServerButton look="primary" onClick={() => run(downloads.resume)}>
              <RotateCw size={16} aria-hidden="true" />
              {t("downloads.retry")}
            </ServerButton>
          )}
          <ServerIconButton
            label={
              status === "completed"
                ? t("downloads.dismiss", { model: resolved })
                : t("downloads.cancel", { model: resolved })
            }
            icon={<X size={18} aria-hidden="true" />}
            onClick={status === "completed" ? () => run(downloads.cancel) : cancel}
          />
        </div>
      </div>
      {status !== "completed" && (
        <ProgressBar
          label={resolved}
          share={
            error?.code === "hub/wrong-checksum"
              ? 0
              : total === null || total === 0
                ? isUnderWay(download)
                  ? undefined
                  : 0
                : done / total
          }
          text={text}
          isStill={status !== "running"}
        />
      )}
      <p className={styles.note}>{text}</p>
      {status === "failed" && <FaultNotice error={error} />}
      {refusal !== undefined && <FaultNotice error={refusal} />}
      <ConfirmDialog
        title={t("downloads.cancelTitle", { model: resolved })}
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        verb={t("downloads.cancelVerb")}
        busyVerb={t("downloads.cancelling")}
        onConfirm={() => downloads.cancel(id)}
      >
        <p>{t("downloads.cancelText", { size: bytes(done) })}</p>
      </ConfirmDialog>
    </li>
  );
}
