import { statSync } from "node:fs";
import type { KeySource } from "@qwents/server";
import { type KeptKey, readKeys } from "./key-file.ts";

export interface WatchOptions {
  /** Told once of what the file has become, if it can not be read; its last keys go on counting. */
  readonly onProblem: (error: unknown) => void;
  /** How long the file is taken to be as it was. Default 1 s. */
  readonly intervalMs?: number;
  /** Milliseconds of a clock that never goes back. */
  readonly now?: () => number;
}

/** The keys of a file, which is read again when it has changed. @throws QwenError `server/bad-keys` */
export function watchedKeys(
  path: string,
  { onProblem, intervalMs = 1000, now = () => performance.now() }: WatchOptions,
): KeySource {
  let version = versionOf(path);
  let keys: readonly KeptKey[] = readKeys(path);
  let lookedAt = now();
  return () => {
    if (now() - lookedAt < intervalMs) return keys;
    lookedAt = now();
    const current = versionOf(path);
    if (current === version) return keys;
    version = current;
    try {
      keys = readKeys(path);
    } catch (error) {
      onProblem(error);
    }
    return keys;
  };
}

/** Another one for another file under the name, or another content. */
function versionOf(path: string): string {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats === undefined ? "none" : [stats.ino, stats.mtimeMs, stats.size, stats.mode].join();
}
