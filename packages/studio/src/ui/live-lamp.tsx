import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";
import styles from "./live-lamp.module.css";

interface LiveLampProps {
  readonly isLive: boolean;
  readonly children: ReactNode;
}

/** Whether what is seen is what happens, in a word behind a lamp. */
export function LiveLamp({ isLive, children }: LiveLampProps) {
  return (
    <p className={styles.state} role="status">
      <span className={classNames(styles.lamp, isLive && styles.live)} aria-hidden="true" />
      {children}
    </p>
  );
}
