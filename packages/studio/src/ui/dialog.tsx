import { X } from "lucide-react";
import { type ReactNode, useEffect, useId, useLayoutEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import styles from "./dialog.module.css";
import { IconButton } from "./icon-button.tsx";
import { useBackdrop } from "./use-backdrop.ts";

interface DialogProps {
  readonly title: string;
  readonly isOpen: boolean;
  /** Escape, the cross, or a click beside it. */
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** Buttons at its foot, the main one last. */
  readonly actions?: ReactNode;
}

/** The browser's own dialog: it keeps the focus inside, and gives it back to where it was. */
export function Dialog({ title, isOpen, onClose, children, actions }: DialogProps) {
  const { t } = useTranslation("app");
  const dialog = useRef<HTMLDialogElement>(null);
  const backdrop = useBackdrop(onClose);
  const titleId = useId();
  useEffect(() => {
    const { current } = dialog;
    if (isOpen) {
      current?.showModal();
      // Before the cross, which comes first: what there is to fill in.
      current?.querySelector("input")?.focus();
    } else if (current?.open) {
      current.close();
      // What opened it may have gone meanwhile.
      if (document.activeElement === document.body) document.querySelector("main")?.focus();
    }
  }, [isOpen]);
  // With what it belongs to, it may go while it is open.
  useLayoutEffect(() => {
    const { current } = dialog;
    return () => {
      if (!current?.open || !current.contains(document.activeElement)) return;
      // As long as it is open, nothing outside takes the focus.
      current.close();
      document.querySelector("main")?.focus();
    };
  }, []);
  return (
    <dialog ref={dialog} className={styles.dialog} aria-labelledby={titleId} onClose={onClose} {...backdrop}>
      {isOpen && (
        <div className={styles.content}>
          <header className={styles.header}>
            <h2 id={titleId}>{title}</h2>
            <IconButton label={t("close")} icon={<X size={18} aria-hidden="true" />} onClick={onClose} />
          </header>
          {children}
          {actions !== undefined && <footer className={styles.actions}>{actions}</footer>}
        </div>
      )}
    </dialog>
  );
}
