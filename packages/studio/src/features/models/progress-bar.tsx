import { classNames } from "../../ui/class-names.ts";
import styles from "./progress-bar.module.css";

interface ProgressBarProps {
  readonly label: string;
  /** 0 to 1; undefined while nobody knows. */
  readonly share: number | undefined;
  readonly text: string;
  /** Whether nothing moves now. */
  readonly isStill?: boolean;
}

export function ProgressBar({ label, share, text, isStill = false }: ProgressBarProps) {
  const percent = share === undefined ? undefined : Math.round(Math.min(1, Math.max(0, share)) * 100);
  return (
    <div
      className={classNames(styles.track, isStill && styles.still, percent === undefined && !isStill && styles.unknown)}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuetext={text}
      {...(percent !== undefined && { "aria-valuenow": percent })}
    >
      <span style={{ scale: `${(percent ?? 0) / 100} 1` }} />
    </div>
  );
}
