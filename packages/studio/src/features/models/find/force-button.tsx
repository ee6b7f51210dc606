import type { ModelFit } from "@qwents/protocol";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNumbers } from "../../../app/numbers.ts";
import { ServerButton } from "../../../app/server-button.tsx";
import { ConfirmDialog } from "../confirm-dialog.tsx";
import { type DownloadList, isUnderWay } from "../downloads/use-downloads.ts";
import type { Quantization } from "./quantization-words.ts";

interface ForceButtonProps {
  readonly machine: ModelFit["machine"];
  readonly quantization: Quantization;
  readonly downloads: DownloadList;
}

/** Brings what does not fit or run here, for those who know better, or bring it for something else. */
export function ForceButton({ machine, quantization, downloads }: ForceButtonProps) {
  const { t } = useTranslation("models");
  const { bytes } = useNumbers();
  const [isAsking, setAsking] = useState(false);
  const { model, quantization: label, verdict, problem, missing_bytes: missing, memory_bytes: memory } = quantization;
  if (downloads.list.some((one) => isUnderWay(one) && (one.model === model || one.resolved === model))) return null;
  return (
    <>
      <ServerButton look="quiet" aria-label={t("force.openOne", { label })} onClick={() => setAsking(true)}>
        {t("force.open")}
      </ServerButton>
      <ConfirmDialog
        title={t("force.title", { label })}
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        cancel={t("force.cancel")}
        verb={t("force.verb", { size: bytes(missing) })}
        busyVerb={t("force.busy")}
        onConfirm={() => downloads.begin(model, { force: true })}
      >
        {verdict === "too-large-for-memory" && (
          <p>{t("force.memory", { needed: bytes(memory), there: bytes(machine.memory_bytes) })}</p>
        )}
        {verdict === "too-large-for-disk" && (
          <p>{t("force.disk", { needed: bytes(missing), there: bytes(machine.free_disk_bytes ?? 0) })}</p>
        )}
        {verdict === "does-not-run" && <p>{t("force.doesNotRun")}</p>}
        {problem !== undefined && <p lang="en">{problem}</p>}
      </ConfirmDialog>
    </>
  );
}
