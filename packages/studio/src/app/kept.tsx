import { createContext, type ReactNode, use, useState } from "react";

const KeptContext = createContext<Map<string, unknown> | undefined>(undefined);

/** Holds what pages keep while others are shown. */
export function KeptProvider({ children }: { readonly children: ReactNode }) {
  const [kept] = useState(() => new Map<string, unknown>());
  return <KeptContext value={kept}>{children}</KeptContext>;
}

/**
 * What a page made when it was first shown, and finds again when it comes back: an answer that is being written, a list
 * that took long. Gone with the document.
 */
export function useKept<Value>(page: string, make: () => Value): Value {
  const kept = use(KeptContext);
  if (kept === undefined) throw new Error("useKept is for what stands inside a KeptProvider.");
  if (!kept.has(page)) kept.set(page, make());
  return kept.get(page) as Value;
}
