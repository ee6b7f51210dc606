type Choice = "model" | "thoughts" | "settings";

/** What was chosen on this page before. */
export function keptChoice(name: Choice): string | undefined {
  try {
    return localStorage.getItem(`qwents.chat.${name}`) ?? undefined;
  } catch {
    return undefined;
  }
}

export function keepChoice(name: Choice, value: string): void {
  try {
    localStorage.setItem(`qwents.chat.${name}`, value);
  } catch {
    // A browser that keeps nothing begins anew next time.
  }
}
