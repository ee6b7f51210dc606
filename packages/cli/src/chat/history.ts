import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";

const file = (): string => join(process.env.XDG_STATE_HOME || join(homedir(), ".local", "state"), "qwen.ts", "history");

/** Earlier inputs, latest first; none when the file is missing or unreadable. */
export function readHistory(): string[] {
  try {
    return readFileSync(file(), "utf8").split("\n").filter(Boolean).slice(0, 1000);
  } catch {
    return [];
  }
}

/** Keeps the history for the next time, for this user alone; a disk that says no costs only the history. */
export function writeHistory(lines: readonly string[]): void {
  try {
    mkdirSync(dirname(file()), { recursive: true, mode: 0o700 });
    writeFileSync(file(), `${lines.join("\n")}\n`, { mode: 0o600 });
  } catch {
    // Not worth interrupting a conversation for.
  }
}
