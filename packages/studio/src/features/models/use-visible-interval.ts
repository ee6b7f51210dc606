import { useEffect, useEffectEvent } from "react";

/** Calls now and then while the page is seen; not at all where `ms` is undefined. */
export function useVisibleInterval(call: () => void, ms: number | undefined): void {
  const next = useEffectEvent(() => {
    if (document.visibilityState === "visible") call();
  });
  useEffect(() => {
    if (ms === undefined) return;
    const timer = setInterval(next, ms);
    return () => clearInterval(timer);
  }, [ms]);
}
