import { lazy, Suspense, useDeferredValue } from "react";
import styles from "./markdown.module.css";

const Formula = lazy(async () => ({ default: (await import("./katex-formula.tsx")).KatexFormula }));

interface MathFormulaProps {
  readonly tex: string;
  /** On lines of its own. */
  readonly isDisplayed: boolean;
}

/** A formula; its source until the typesetter is there. */
export function MathFormula({ tex, isDisplayed }: MathFormulaProps) {
  // Typesetting waits while other things scroll into sight.
  const settled = useDeferredValue(tex, "");
  return (
    <span className={isDisplayed ? styles.displayed : undefined}>
      {settled === "" ? (
        <code>{tex}</code>
      ) : (
        <Suspense fallback={<code>{tex}</code>}>
          <Formula tex={settled} isDisplayed={isDisplayed} />
        </Suspense>
      )}
    </span>
  );
}
