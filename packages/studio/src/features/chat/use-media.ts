import { useSyncExternalStore } from "react";

/** Whether a media query fits now. */
export function useMedia(query: string): boolean {
  const list = matchMedia(query);
  const subscribe = (listener: () => void) => {
    list.addEventListener("change", listener);
    return () => list.removeEventListener("change", listener);
  };
  return useSyncExternalStore(subscribe, () => list.matches);
}
