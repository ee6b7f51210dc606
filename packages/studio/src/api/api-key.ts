const storageKey = "qwents.apiKey";

/** The key of a server that asks for one: kept in this browser. */
export function keptApiKey(): string | null {
  try {
    return localStorage.getItem(storageKey);
  } catch {
    return null;
  }
}

/** Throws where the browser keeps nothing. */
export function keepApiKey(key: string): void {
  localStorage.setItem(storageKey, key);
}
