const storageKey = "qwents.apiKey";

/** Whether a browser can send it: other characters have no place in a header, and no request would leave. */
export function isSendableKey(key: string): boolean {
  return /^[\x20-\x7e\xa0-\xff]+$/.test(key);
}

/** The key of a server that asks for one: kept in this browser. None where what is kept cannot be sent. */
export function keptApiKey(): string | null {
  try {
    const key = localStorage.getItem(storageKey);
    return key !== null && isSendableKey(key) ? key : null;
  } catch {
    return null;
  }
}

/** Throws where the browser keeps nothing. */
export function keepApiKey(key: string): void {
  localStorage.setItem(storageKey, key);
}
