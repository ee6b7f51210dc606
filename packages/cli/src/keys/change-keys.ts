import { mkdir, open, rename, rm, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { QwenError } from "@qwents/engine";
import { isMissing, type KeptKey, readKeys } from "./key-file.ts";

/** After which a file that was begun is one that a crash has left. */
const staleMs = 10_000;

/**
 * Puts in the place of a file's keys what `change` makes of them, all or nothing: a new file takes the place of the old one.
 * Only the user may read it.
 * @throws QwenError `server/bad-keys`, `files/unwritable`; what `change` throws
 */
export async function changeKeys(
  path: string,
  change: (keys: readonly KeptKey[]) => readonly KeptKey[],
): Promise<void> {
  const next = `${path}.new`;
  await mkdir(dirname(path), { recursive: true, mode: 0o700 }).catch((cause) => cannotWrite(path, cause));
  // That there is one such file means, too, that nobody else changes the keys meanwhile.
  const file = await create(next).catch((cause) => cannotWrite(path, cause));
  try {
    const text = `${JSON.stringify({ keys: change(readKeys(path)) }, null, 2)}\n`;
    await file
      .writeFile(text)
      .then(() => file.sync())
      .catch((cause) => cannotWrite(path, cause));
    await file.close();
    await rename(next, path).catch((cause) => cannotWrite(path, cause));
  } catch (error) {
    await file.close().catch(() => {});
    await rm(next, { force: true });
    throw error;
  }
}

async function create(path: string) {
  try {
    return await open(path, "wx", 0o600);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== "EEXIST" || !(await isStale(path))) throw cause;
    await rm(path, { force: true });
    return await open(path, "wx", 0o600);
  }
}

async function isStale(path: string): Promise<boolean> {
  try {
    return Date.now() - (await stat(path)).mtimeMs > staleMs;
  } catch (error) {
    return isMissing(error);
  }
}

function cannotWrite(path: string, cause: NodeJS.ErrnoException): never {
  const reason = cause.code === "EEXIST" ? "another process is changing it; try again" : cause.message;
  throw new QwenError("files/unwritable", `cannot write ${path}: ${reason}`, { details: { path }, cause });
}
