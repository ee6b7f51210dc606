import type { LucideIcon } from "lucide-react";
import { type ReactNode, useId, useRef } from "react";
import { classNames } from "../../../ui/class-names.ts";
import styles from "./instrument.module.css";

interface InstrumentProps {
  readonly name: string;
  readonly icon: LucideIcon;
  /** What it shows: where that changes, its frame lights up for a moment. */
  readonly shows: unknown;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

/** A part of the dashboard. */
export function Instrument({ name, icon: Icon, shows, className, children }: InstrumentProps) {
  const id = useId();
  const changes = useChanges(shows);
  return (
    <section className={classNames(styles.instrument, className)} aria-labelledby={id}>
      {changes > 0 && <span key={changes} className={styles.flash} aria-hidden="true" />}
      <h2 id={id} className={styles.name}>
        <Icon size={15} aria-hidden="true" />
        {name}
      </h2>
      {children}
    </section>
  );
}

/** How often a value has changed since it was first seen. */
function useChanges(value: unknown): number {
  const seen = useRef({ text: JSON.stringify(value), changes: 0 });
  const text = JSON.stringify(value);
  if (text !== seen.current.text) seen.current = { text, changes: seen.current.changes + 1 };
  return seen.current.changes;
}
