import type { LucideIcon } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useId, useRef } from "react";
import { Button } from "../../../ui/button.tsx";
import { classNames } from "../../../ui/class-names.ts";
import styles from "./menu.module.css";

export interface MenuItem {
  readonly label: string;
  readonly icon: LucideIcon;
  readonly isDanger?: boolean;
  readonly run: () => void;
}

interface MenuProps {
  readonly label: string;
  readonly icon: ReactNode;
  readonly items: readonly MenuItem[];
}

/** A button that opens a menu: the browser's own popover, so that it lies above everything and closes by itself. */
export function Menu({ label, icon, items }: MenuProps) {
  const id = useId();
  const menu = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const place = () => {
    const { bottom, right, top } = button.current!.getBoundingClientRect();
    const { style, offsetHeight, offsetWidth } = menu.current!;
    const isBelow = bottom + offsetHeight + 8 < innerHeight;
    style.top = `${isBelow ? bottom + 4 : Math.max(8, top - offsetHeight - 4)}px`;
    style.left = `${Math.max(8, right - offsetWidth)}px`;
    entries()[0]?.focus();
  };
  const entries = () => [...menu.current!.querySelectorAll("button")];
  const onKeyDown = (event: KeyboardEvent) => {
    const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };
    const step = steps[event.key];
    if (event.key === "Tab") menu.current!.hidePopover();
    if (step === undefined) return;
    event.preventDefault();
    const all = entries();
    const next = all.indexOf(document.activeElement as HTMLButtonElement) + step;
    all.at(next % all.length)?.focus();
  };
  const choose = ({ run }: MenuItem) => {
    menu.current!.hidePopover();
    run();
  };
  return (
    <>
      <Button
        ref={button}
        look="quiet"
        aria-label={label}
        aria-haspopup="menu"
        title={label}
        popoverTarget={id}
        className={styles.button}
      >
        {icon}
      </Button>
      <div
        ref={menu}
        id={id}
        popover="auto"
        role="menu"
        tabIndex={-1}
        aria-label={label}
        className={styles.menu}
        onToggle={(event) => event.newState === "open" && place()}
        onKeyDown={onKeyDown}
      >
        {items.map((item) => (
          <button
            key={item.label}
            type="button"
            role="menuitem"
            tabIndex={-1}
            className={classNames(styles.item, item.isDanger && styles.danger)}
            onClick={() => choose(item)}
          >
            <item.icon size={16} aria-hidden="true" />
            {item.label}
          </button>
        ))}
      </div>
    </>
  );
}
