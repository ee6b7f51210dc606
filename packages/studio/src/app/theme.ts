import { useState } from "react";

export const themes = ["system", "light", "dark"] as const;

export type Theme = (typeof themes)[number];

/** Also read by public/before-paint.js. */
const storageKey = "qwents.theme";

/** The theme that was chosen, and how to choose another. */
export function useTheme(): readonly [Theme, (theme: Theme) => void] {
  const [theme, setTheme] = useState(currentTheme);
  const choose = (chosen: Theme) => {
    setTheme(chosen);
    if (chosen === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = chosen;
    keep(chosen);
  };
  return [theme, choose];
}

function currentTheme(): Theme {
  const { theme } = document.documentElement.dataset;
  return themes.find((known) => known === theme) ?? "system";
}

function keep(theme: Theme): void {
  try {
    localStorage.setItem(storageKey, theme);
  } catch {
    // A browser that keeps nothing begins with its own theme next time.
  }
}
