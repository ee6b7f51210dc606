import { CircleAlert, Info } from "lucide-react";
import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";
import styles from "./notice.module.css";

interface NoticeProps {
  readonly tone?: "plain" | "bad";
  /** No screen reader is told: it comes and goes with what is in sight, or something else tells. */
  readonly isSilent?: boolean;
  /** What to do about it. */
  readonly action?: ReactNode;
  readonly children: ReactNode;
}

/** A sentence or two in a frame. Screen readers are told when it appears: at once if it is bad. */
export function Notice({ tone = "plain", isSilent = false, action, children }: NoticeProps) {
  const Icon = tone === "bad" ? CircleAlert : Info;
  const role = tone === "bad" ? "alert" : "status";
  return (
    <div className={classNames(styles.notice, styles[tone])} {...(!isSilent && { role })}>
      <Icon size={18} aria-hidden="true" />
      <div className={styles.text}>{children}</div>
      {action}
    </div>
  );
}
