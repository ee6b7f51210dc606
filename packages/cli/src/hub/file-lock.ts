import { readFile, rm, writeFile } from "node:fs/promises";
import { QwenError } from "@qwents/engine";
import { writeFault } from "./write-faults.ts";

/**
 * Makes sure that no other process writes the same file: `path` holds the id of the one that does. A lock whose process
 * is gone, as after a crash, is taken over.
 * @returns what gives the lock back
 * @throws QwenError `files/unwritable` while another process has it
 */
export async function acquireLock(path: string): Promise<() => Promise<void>> {
  const take = () => writeFile(path, String(process.pid), { flag: "wx" });
  try {
    await take().catch(async (cause) => {
      if (cause.code !== "EEXIST") throw cause;
      await removeStale(path);
      await take();
    });
  } catch (cause) {
    throw cause instanceof QwenError ? cause : writeFault(cause, path);
  }
  return () => rm(path, { force: true });
}

async function removeStale(path: string): Promise<void> {
  const owner = Number(await readFile(path, "utf8"));
  if (owner > 0 && isRunning(owner)) {
    const message = `process ${owner} is pulling the same file; let it end, or, if it is something else, delete ${path}`;
    throw new QwenError("files/unwritable", message, { details: { path, owner } });
  }
  await rm(path, { force: true });
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
