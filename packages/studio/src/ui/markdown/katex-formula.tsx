import "katex/dist/katex.min.css";
import katex from "katex";
import { useLayoutEffect, useRef } from "react";

/** Typeset, with MathML for screen readers. What is no TeX stays as it was written. */
export function KatexFormula({ tex, isDisplayed }: { readonly tex: string; readonly isDisplayed: boolean }) {
  const place = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    const element = place.current!;
    try {
      // Nothing it may write leads elsewhere; sizes and expansions are bounded.
      katex.render(tex, element, { displayMode: isDisplayed, trust: false, maxSize: 20, maxExpand: 500 });
    } catch {
      element.textContent = tex;
    }
  }, [tex, isDisplayed]);
  return <span ref={place} />;
}
