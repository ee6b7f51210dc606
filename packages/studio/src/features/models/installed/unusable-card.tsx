import type { ModelSearchResult } from "@qwents/protocol";
import { Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { deleteModel } from "../../../api/models.ts";
import { useNumbers } from "../../../app/numbers.ts";
import { ServerIconButton } from "../../../app/server-button.tsx";
import { useToast } from "../../../ui/toasts.tsx";
import type { DownloadList } from "../downloads/use-downloads.ts";
import styles from "../models-page.module.css";
import { DeleteDialog } from "./delete-dialog.tsx";

interface UnusableCardProps {
  readonly found: ModelSearchResult;
  readonly downloads: DownloadList;
  readonly onGone: () => void;
}

/** A model that is here and does not run: what it takes, and the way to be rid of it. */
export function UnusableCard({ found: { id, size_bytes: size = 0 }, downloads, onGone }: UnusableCardProps) {
  const { t } = useTranslation("models");
  const { bytes } = useNumbers();
  const toast = useToast();
  const [isAsking, setAsking] = useState(false);
  const remove = async () => {
    const { freed_bytes: freed } = await deleteModel(id);
    toast(t("delete.done", { model: id, size: bytes(freed) }));
    onGone();
    await downloads.forget([id]).catch(() => {});
  };
  return (
    <li className={styles.card}>
      <div className={styles.top}>
        <h3 className={styles.name}>{id}</h3>
        <div className={styles.actions}>
          <ServerIconButton
            label={t("delete.label", { model: id })}
            icon={<Trash2 size={17} aria-hidden="true" />}
            onClick={() => setAsking(true)}
          />
        </div>
      </div>
      <p className={styles.status}>
        <span className={styles.lamp} data-state="failed" aria-hidden="true" />
        <strong>{t("fit.verdict.does-not-run")}</strong>
        <span>{t("state.onDisk", { size: bytes(size) })}</span>
      </p>
      <p className={styles.note}>{t("installed.unusable")}</p>
      <DeleteDialog model={id} size={size} isOpen={isAsking} onClose={() => setAsking(false)} onConfirm={remove} />
    </li>
  );
}
