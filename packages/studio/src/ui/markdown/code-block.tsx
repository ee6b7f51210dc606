import { Check, Copy } from "lucide-react";
import { lazy, Suspense, useDeferredValue } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../button.tsx";
import { useCopy } from "../use-copy.ts";
import styles from "./markdown.module.css";

const HighlightedCode = lazy(async () => ({ default: (await import("./highlighted-code.tsx")).HighlightedCode }));

/** Beyond that, colours would cost more than they tell. */
const maxHighlighted = 60_000;

export function CodeBlock({ code, language }: { readonly code: string; readonly language: string }) {
  const { t } = useTranslation("app");
  const [isCopied, copy] = useCopy();
  const name = language.trim().split(/\s/)[0];
  // Letters come first, and colours when there is time: while code is being written, and while it scrolls into sight.
  const settled = useDeferredValue(code, "");
  const isPlain = settled !== code || name === "" || code.length > maxHighlighted;
  return (
    <figure className={styles.code}>
      <figcaption>
        <span>{name || t("text.code")}</span>
        <Button look="quiet" className={styles.copy} onClick={() => copy(code)}>
          {isCopied ? <Check size={14} aria-hidden="true" /> : <Copy size={14} aria-hidden="true" />}
          {isCopied ? t("text.copied") : t("text.copyCode")}
        </Button>
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard scrolls it */}
      <pre tabIndex={0}>
        <code>
          {isPlain ? (
            code
          ) : (
            <Suspense fallback={code}>
              <HighlightedCode code={settled} language={name} />
            </Suspense>
          )}
        </code>
      </pre>
    </figure>
  );
}
