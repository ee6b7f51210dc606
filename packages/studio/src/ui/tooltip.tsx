import { type ReactNode, type SyntheticEvent, useState } from "react";
import { classNames } from "./class-names.ts";
import styles from "./tooltip.module.css";

interface TooltipProps {
  /** Only what the child's own name says already: it is hidden from screen readers. */
  readonly text: string;
  readonly side?: "top" | "bottom";
  readonly children: ReactNode;
}

/**
 * Shows the text beside its child while that is pointed at or has the keyboard's focus; Escape hides it. It grows towards
 * the middle of the window, so that it stays inside.
 */
export function Tooltip({ text, side = "bottom", children }: TooltipProps) {
  const [isDismissed, setDismissed] = useState(false);
  const [isNearStart, setNearStart] = useState(false);
  const place = ({ currentTarget }: SyntheticEvent) => {
    const { left, right } = currentTarget.getBoundingClientRect();
    setNearStart(left + right < innerWidth);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it listens to what its child, which is interactive, lets through
    <span
      className={styles.anchor}
      onKeyDown={(event) => event.key === "Escape" && setDismissed(true)}
      onPointerEnter={place}
      onFocus={place}
      onPointerLeave={() => setDismissed(false)}
      onBlur={() => setDismissed(false)}
      onClick={() => setDismissed(true)}
    >
      {children}
      <span
        className={classNames(
          styles.text,
          styles[side],
          isNearStart && styles.fromStart,
          isDismissed && styles.dismissed,
        )}
        aria-hidden="true"
      >
        {text}
      </span>
    </span>
  );
}
