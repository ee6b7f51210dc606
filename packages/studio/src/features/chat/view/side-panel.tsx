import { X } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { classNames } from "../../../ui/class-names.ts";
import { IconButton } from "../../../ui/icon-button.tsx";
import { isEscape } from "../../../ui/input-method.ts";
import { useBackdrop } from "../../../ui/use-backdrop.ts";
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
  if (side === "end") return <Beside {...{ title, onClose, children }} />;
  return (
    <aside className={classNames(styles.panel, styles.start)} aria-label={title}>
      {children}
    </aside>
  );
}

/** Closes with Escape, too, and gives the focus back to what opened it. */
function Beside({ title, onClose, children }: Pick<SidePanelProps, "title" | "onClose" | "children">) {
  useEffect(() => {
    const opener = document.activeElement;
    return () => {
      const isLost = document.activeElement === null || document.activeElement === document.body;
      if (isLost && opener instanceof HTMLElement) opener.focus();
    };
  }, []);
  const onKeyDown = (event: KeyboardEvent) => {
    if (!isEscape(event.nativeEvent) || event.defaultPrevented) return;
    event.stopPropagation();
    onClose();
  };
  return (
    <aside className={classNames(styles.panel, styles.end)} aria-label={title} onKeyDown={onKeyDown}>
      <PanelHead title={title} onClose={onClose} />
      {children}
    </aside>
  );
}

function Drawer({ side, title, isOpen, onClose, children }: Omit<SidePanelProps, "isDrawer">) {
  const dialog = useRef<HTMLDialogElement>(null);
  const backdrop = useBackdrop(onClose);
  useEffect(() => {
    if (isOpen && !dialog.current!.open) dialog.current!.showModal();
    if (!isOpen) dialog.current?.close();
  }, [isOpen]);
  return (
    <dialog
      ref={dialog}
      className={classNames(styles.drawer, styles[side])}
      aria-label={title}
      onClose={onClose}
      {...backdrop}
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
