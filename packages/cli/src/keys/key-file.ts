import { readFileSync, type Stats, statSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { QwenError } from "@qwents/engine";
import { type ApiKey, isKeyName, type KeyLimits, keyLimitNames } from "@qwents/server/keys";

/** A key as it is kept in the file. */
export interface KeptKey extends ApiKey {
  /** When it was made, ISO 8601. */
  readonly created: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Where keys are kept: `qwen.ts/keys.json` in the user's folder of settings. */
export function keyFilePath(environment: Environment = process.env): string {
  const ofSystem = process.platform === "win32" ? environment.APPDATA : environment.XDG_CONFIG_HOME;
  return join(ofSystem || join(homedir(), ".config"), "qwen.ts", "keys.json");
}

/**
 * The keys of a file, none if there is no such file.
 * @throws QwenError `server/bad-keys` for what is no file of keys, and for one that others may write
 */
export function readKeys(path: string): KeptKey[] {
  let text: string;
  try {
    const stats = statSync(path);
    if (isOpenToOthers(stats)) {
      throw badKeys(path, `other users may write it (mode ${(stats.mode & 0o777).toString(8)}); chmod 600 mends that`);
    }
    text = readFileSync(path, "utf8");
  } catch (cause) {
    if (cause instanceof QwenError) throw cause;
    if (isMissing(cause)) return [];
    throw badKeys(path, `it can not be read (${codeOf(cause) ?? "unknown"})`, cause);
  }
  return parseKeys(text, path);
}

export function isMissing(error: unknown): boolean {
  return codeOf(error) === "ENOENT";
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error ? String(error.code) : undefined;
}

/** Whoever can write it can let themselves in. Windows keeps to other rights than these. */
function isOpenToOthers({ mode }: Stats): boolean {
  return process.platform !== "win32" && (mode & 0o022) !== 0;
}

function parseKeys(text: string, path: string): KeptKey[] {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (cause) {
    throw badKeys(path, "it is no JSON", cause);
  }
  const keys = (content as { keys?: unknown } | null)?.keys;
  if (!Array.isArray(keys) || !keys.every(isKey)) {
    throw badKeys(path, "expected keys, each with name, sha256, created and perhaps limits");
  }
  if (new Set(keys.map(({ name }) => name)).size < keys.length) throw badKeys(path, "two keys have the same name");
  return keys;
}

function isKey(value: unknown): value is KeptKey {
  const { name, sha256, created, limits } = (value ?? {}) as Readonly<Record<keyof KeptKey, unknown>>;
  return (
    isKeyName(name) &&
    typeof sha256 === "string" &&
    /^[0-9a-f]{64}$/.test(sha256) &&
    typeof created === "string" &&
    (limits === undefined || isLimits(limits))
  );
}

function isLimits(value: unknown): value is KeyLimits {
  if (typeof value !== "object" || value === null) return false;
  return Object.entries(value).every(
    ([name, limit]) => (keyLimitNames as readonly string[]).includes(name) && Number.isSafeInteger(limit) && limit > 0,
  );
}

function badKeys(path: string, reason: string, cause?: unknown): QwenError {
  const message = `${path} is no file of keys: ${reason}. Mend it, or delete it and make new keys.`;
  return new QwenError("server/bad-keys", message, { details: { path }, cause });
}
