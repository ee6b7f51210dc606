import { useEffect } from "react";

const isApple = /mac|iphone|ipad/i.test(navigator.platform);

/** As keyboards have it. */
export const commandKey = isApple ? "⌘" : "Ctrl";

interface Shortcuts {
  /** Control or Command, Shift and O. */
  readonly begin: () => void;
  /** Control or Command and K. */
  readonly search: () => void;
}

export function useShortcuts({ begin, search }: Shortcuts): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!(isApple ? event.metaKey : event.ctrlKey) || event.altKey) return;
      const key = event.key.toLowerCase();
      const action = key === "o" && event.shiftKey ? begin : key === "k" && !event.shiftKey ? search : undefined;
      if (action === undefined) return;
      event.preventDefault();
      action();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  });
}
