import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useNumbers } from "../../../app/numbers.ts";
import { ConfirmDialog } from "../confirm-dialog.tsx";

interface DeleteDialogProps {
  readonly model: string;
  /** Bytes on disk. */
  readonly size: number;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onConfirm: () => Promise<void>;
  /** What else there is to know. */
  readonly children?: ReactNode;
}

/** Asks whether a model's files shall go. */
export function DeleteDialog({ model, size, isOpen, onClose, onConfirm, children }: DeleteDialogProps) {
  const { t } = useTranslation("models");
  const { bytes } = useNumbers();
  return (
    <ConfirmDialog
      title={t("delete.title", { model })}
      isOpen={isOpen}
      onClose={onClose}
      verb={t("delete.verb", { size: bytes(size) })}
      busyVerb={t("delete.busy")}
      onConfirm={onConfirm}
    >
      <p>{t("delete.text", { size: bytes(size) })}</p>
      {children}
    </ConfirmDialog>
  );
}
