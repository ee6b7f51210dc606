import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { QwenError } from "@qwents/engine";
import { writeFault } from "./write-faults.ts";

/**
 * The locks of this process. Where process ids are few, as in containers, one that an earlier process has left can bear
 * this one's id.
 */
const held = new Set<string>();

/**
 * Makes sure that nobody else writes the same file: `path` holds the id of the process that does. A lock whose process
 * is gone, as after a crash, is taken over. Its folder is made where there is none.
 * @returns what gives the lock back
 * @throws QwenError `files/unwritable` while somebody has it
 */
export async function acquireLock(path: string): Promise<() => Promise<void>> {
  if (held.has(path)) throw inUse(path, process.pid);
  held.add(path);
  try {
    await takeLock(path);
  } catch (cause) {
    held.delete(path);
    throw cause instanceof QwenError ? cause : writeFault(cause, path);
  }
  return () => rm(path, { force: true }).finally(() => held.delete(path));
}

async function takeLock(path: string): Promise<void> {
  const take = () => writeFile(path, String(process.pid), { flag: "wx" });
  await mkdir(dirname(path), { recursive: true });
  await take().catch(async (cause) => {
    if (cause.code !== "EEXIST") throw cause;
    await removeStale(path);
    await take();
  });
}

async function removeStale(path: string): Promise<void> {
  const owner = Number(await readFile(path, "utf8"));
  if (owner > 0 && owner !== process.pid && isRunning(owner)) throw inUse(path, owner);
  await rm(path, { force: true });
}

function inUse(path: string, owner: number): QwenError {
  const message = `process ${owner} is pulling the same file; let it end, or, if it is something else, delete ${path}`;
  return new QwenError("files/unwritable", message, { details: { path, owner } });
}

/** Whether there is a process of that id. */
export function isRunning(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
