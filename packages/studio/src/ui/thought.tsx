import { Brain, ChevronRight } from "lucide-react";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { Markdown } from "./markdown/markdown.tsx";
import styles from "./thought.module.css";

interface ThoughtProps {
  readonly text: string;
  readonly ms: number | undefined;
  /** Whether more of it comes. */
  readonly isRunning: boolean;
  /** Whether it is open from the start, while it is written. */
  readonly isOpenFirst?: boolean;
  readonly onToggle?: (isOpen: boolean) => void;
}

/** A model's thought, folded, with how long it took. */
export function Thought({ text, ms, isRunning, isOpenFirst = false, onToggle }: ThoughtProps) {
  const { t, i18n } = useTranslation("app");
  const id = useId();
  const [isOpen, setOpen] = useState(() => isRunning && isOpenFirst);
  const toggle = () => {
    setOpen(!isOpen);
    onToggle?.(!isOpen);
  };
  const seconds = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 1 }).format((ms ?? 0) / 1000);
  const label = isRunning
    ? t("text.thinking", { seconds })
    : ms === undefined
      ? t("text.thought")
      : t("text.thoughtFor", { seconds });
  return (
    <div className={styles.thought}>
      <button type="button" className={styles.fold} aria-expanded={isOpen} aria-controls={id} onClick={toggle}>
        <Brain size={15} aria-hidden="true" className={isRunning ? styles.running : undefined} />
        {label}
        <ChevronRight size={15} aria-hidden="true" className={styles.arrow} />
      </button>
      <div id={id} className={styles.text} hidden={!isOpen}>
        {isOpen && <Markdown text={text} isGrowing={isRunning} />}
      </div>
    </div>
  );
}
