import { Brain, ChevronRight } from "lucide-react";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { keepChoice, keptChoice } from "../kept-choice.ts";
import { Markdown } from "../markdown/markdown.tsx";
import styles from "./thought.module.css";

interface ThoughtProps {
  readonly text: string;
  readonly ms: number | undefined;
  /** Whether more of it comes. */
  readonly isRunning: boolean;
}

/** A model's thought, folded; as it is written, open for those who opened the one before. */
export function Thought({ text, ms, isRunning }: ThoughtProps) {
  const { t, i18n } = useTranslation("chat");
  const id = useId();
  const [isOpen, setOpen] = useState(() => isRunning && keptChoice("thoughts") === "open");
  const toggle = () => {
    setOpen(!isOpen);
    if (isRunning) keepChoice("thoughts", isOpen ? "folded" : "open");
  };
  const seconds = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 1 }).format((ms ?? 0) / 1000);
  const label = isRunning
    ? t("thought.running", { seconds })
    : ms === undefined
      ? t("thought.done")
      : t("thought.took", { seconds });
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
