import { classNames } from "./class-names.ts";
import styles from "./meter.module.css";

interface MeterProps {
  readonly label: string;
  /** 0 to 1; more is drawn as full. */
  readonly share: number;
  /** What is read and shown as its value, e.g. "1,204 of 4,096". */
  readonly text: string;
  readonly tone?: "cool" | "accent" | "bad";
}

/** How much of something is used: a label, a bar, its value in words. */
export function Meter({ label, share, text, tone = "cool" }: MeterProps) {
  const bounded = Math.min(1, Math.max(0, share));
  return (
    <div className={styles.meter}>
      <span className={styles.label}>{label}</span>
      <span className={styles.value}>{text}</span>
      {/* biome-ignore lint/a11y/useSemanticElements: browsers draw <meter> each in their own way, and cannot be told otherwise */}
      <div
        className={classNames(styles.track, styles[tone])}
        role="meter"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={1}
        aria-valuenow={bounded}
        aria-valuetext={text}
      >
        <span style={{ scale: `${bounded} 1` }} />
      </div>
    </div>
  );
}
