import { X } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { classNames } from "../../../ui/class-names.ts";
import { IconButton } from "../../../ui/icon-button.tsx";
import styles from "./side-panel.module.css";

interface SidePanelProps {
  readonly side: "start" | "end";
  readonly title: string;
  /** Over the page, as there is no room beside it. */
  readonly isDrawer: boolean;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** What stands beside a chat; on narrow screens, a drawer that keeps the focus inside and closes with Escape. */
export function SidePanel({ side, title, isDrawer, isOpen, onClose, children }: SidePanelProps) {
  if (isDrawer) return <Drawer {...{ side, title, isOpen, onClose, children }} />;
  if (!isOpen) return null;
  return (
    <aside className={classNames(styles.panel, styles[side])} aria-label={title}>
      {side === "end" && <PanelHead title={title} onClose={onClose} />}
      {children}
    </aside>
  );
}

function Drawer({ side, title, isOpen, onClose, children }: Omit<SidePanelProps, "isDrawer">) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (isOpen && !dialog.current!.open) dialog.current!.showModal();
    if (!isOpen) dialog.current?.close();
  }, [isOpen]);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes it, as any dialog
    <dialog
      ref={dialog}
      className={classNames(styles.drawer, styles[side])}
      aria-label={title}
      onClose={onClose}
      onClick={(event) => event.target === dialog.current && onClose()}
    >
      {isOpen && (
        <div className={styles.inner}>
          <PanelHead title={title} onClose={onClose} />
          {children}
        </div>
      )}
    </dialog>
  );
}

function PanelHead({ title, onClose }: Pick<SidePanelProps, "title" | "onClose">) {
  const { t } = useTranslation("app");
  return (
    <header className={styles.head}>
      <h2>{title}</h2>
      <IconButton label={t("close")} icon={<X size={18} aria-hidden="true" />} onClick={onClose} />
    </header>
  );
}
