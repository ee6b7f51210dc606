import { type ReactNode, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { ServerButton } from "../../app/server-button.tsx";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { FaultNotice } from "./fault-notice.tsx";

interface ConfirmDialogProps {
  readonly title: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  /** What the button says that leaves all as it is. Default: that the thing is kept. */
  readonly cancel?: string;
  /** What the button says that does it, and says while it is done. */
  readonly verb: string;
  readonly busyVerb: string;
  /** Closes when it is done; what it throws is shown. */
  readonly onConfirm: () => Promise<void>;
  readonly children: ReactNode;
}

/** Asks before what cannot be undone. */
export function ConfirmDialog({
  title,
  isOpen,
  onClose,
  cancel,
  verb,
  busyVerb,
  onConfirm,
  children,
}: ConfirmDialogProps) {
  const { t } = useTranslation("models");
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: opened again, it is as new
  useEffect(() => setError(undefined), [isOpen]);
  const confirm = async () => {
    setBusy(true);
    setError(undefined);
    try {
      await onConfirm();
      onClose();
    } catch (thrown) {
      setError(thrown);
    } finally {
      setBusy(false);
    }
  };
  const actions = (
    <>
      <Button onClick={onClose}>{cancel ?? t("keep")}</Button>
      <ServerButton look="danger" disabled={isBusy} onClick={() => void confirm()}>
        {isBusy ? busyVerb : verb}
      </ServerButton>
    </>
  );
  return (
    <Dialog title={title} isOpen={isOpen} onClose={onClose} actions={actions}>
      {children}
      {error !== undefined && <FaultNotice error={error} />}
    </Dialog>
  );
}
