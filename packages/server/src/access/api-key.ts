/** What a key's requests may have, where the server allows more. */
export interface KeyLimits {
  /** Sequences that are computed at once; further ones wait. */
  readonly concurrent?: number;
  /** Sequences that wait. */
  readonly waiting?: number;
  /** Tokens of a prompt. */
  readonly promptTokens?: number;
  /** Tokens of an answer. */
  readonly maxTokens?: number;
}

/** A key as a server knows it: not the key itself. */
export interface ApiKey {
  /** Who it is, in logs and where requests take turns. */
  readonly name: string;
  /** SHA-256 of the key, 64 hexadecimal digits. */
  readonly sha256: string;
  readonly limits?: KeyLimits;
}

/** The fields of `KeyLimits`. */
export const keyLimitNames = [
  "concurrent",
  "waiting",
  "promptTokens",
  "maxTokens",
] as const satisfies (keyof KeyLimits)[];

/** Whether a key may be called so. No caller without a key has a name like it. */
export function isKeyName(name: unknown): name is string {
  return typeof name === "string" && /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(name);
}

const numRandomBytes = 32;

/**
 * A new key of 256 random bits. There are too many of them to be tried, so one fast hash hides them as well as a slow one,
 * which passwords need because people choose them.
 */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(numRandomBytes));
  const text = btoa(String.fromCharCode(...bytes));
  return `qwents_${text.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "")}`;
}

/** SHA-256, 64 hexadecimal digits. */
export async function hashKey(key: string): Promise<string> {
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(key));
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
