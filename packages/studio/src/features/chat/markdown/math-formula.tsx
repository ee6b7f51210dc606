import { lazy, Suspense } from "react";
import styles from "./markdown.module.css";

const Formula = lazy(async () => ({ default: (await import("./katex-formula.tsx")).KatexFormula }));

interface MathFormulaProps {
  readonly tex: string;
  /** On lines of its own. */
  readonly isDisplayed: boolean;
}

/** A formula; its source until the typesetter is there. */
export function MathFormula({ tex, isDisplayed }: MathFormulaProps) {
  return (
    <span className={isDisplayed ? styles.displayed : undefined}>
      <Suspense fallback={<code>{tex}</code>}>
        <Formula tex={tex} isDisplayed={isDisplayed} />
      </Suspense>
    </span>
  );
}
