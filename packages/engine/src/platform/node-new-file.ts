import { type FileHandle, open, rename, rm, statfs } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { describeBytes } from "../core/describe-bytes.ts";
import { QwenError } from "../errors.ts";
import type { FileSystem } from "./file-system.ts";
import type { NewFile } from "./new-file.ts";

export const createFile: FileSystem["createFile"] = async (path, sizeBytes) => {
  const partPath = `${path}.part`;
  const fail = (cause: unknown): never => throwWriteFault(path, cause);
  await checkRoom(path, sizeBytes);
  const handle = await open(partPath, "w").catch(fail);
  const file: NewFile = {
    write: (offset, bytes) => writeAll(handle, offset, bytes).catch(fail),
    async finish() {
      try {
        await handle.sync();
        await handle.close();
        await rename(partPath, path);
      } catch (cause) {
        fail(cause);
      }
    },
    async discard() {
      await handle.close().catch(() => {}); // it may be closed already
      await rm(partPath, { force: true });
    },
  };
  // Where nothing is written there are zeros, up to the end.
  await handle.truncate(sizeBytes).catch(async (cause) => {
    await file.discard();
    fail(cause);
  });
  return file;
};

async function writeAll(handle: FileHandle, offset: number, bytes: Uint8Array): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    done += (await handle.write(bytes, done, bytes.length - done, offset + done)).bytesWritten;
  }
}

/** Before the work, not behind it. Where nobody can tell how much is free, writing will show. */
async function checkRoom(path: string, sizeBytes: number): Promise<void> {
  const stats = await statfs(dirname(resolve(path))).catch(() => undefined);
  if (!stats || stats.bsize * stats.bavail >= sizeBytes) return;
  const [needed, free] = [sizeBytes, stats.bsize * stats.bavail].map(describeBytes);
  throw new QwenError("files/disk-full", `${path} needs ${needed}, but only ${free} are free there; free some space`, {
    details: { path, sizeBytes },
  });
}

function throwWriteFault(path: string, cause: unknown): never {
  const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
  const details = { path };
  if (code === "ENOSPC" || code === "EDQUOT") {
    throw new QwenError("files/disk-full", `the disk is full: ${path}; free some space`, { details, cause });
  }
  const reason = cause instanceof Error ? cause.message : String(cause);
  throw new QwenError("files/unwritable", `cannot write ${path}: ${reason}; choose another place`, { details, cause });
}
