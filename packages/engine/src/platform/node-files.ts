import { type FileHandle, open, readdir, stat } from "node:fs/promises";
import { basename, dirname, resolve } from "node:path";
import { QwenError } from "../errors.ts";
import { checkRange, type Source } from "../files/source.ts";
import type { FileSystem } from "./file-system.ts";

/** Node reads at most 2^31 − 1 bytes at once. */
const MAX_READ_BYTES = 2 ** 30;

export const openFile: FileSystem["openFile"] = async (path) => {
  // Asked before opening: to open a pipe waits for its other end.
  const stats = await stat(path).catch((cause) => fail(path, cause));
  if (!stats.isFile()) throw new QwenError("files/unreadable", `${path} is not a file; give the path of a model file`);
  const handle = await open(path).catch((cause) => fail(path, cause));
  try {
    return fileSource(path, handle, (await handle.stat()).size);
  } catch (cause) {
    await handle.close();
    return fail(path, cause);
  }
};

export const findPath: FileSystem["findPath"] = async (path) => {
  const stats = await stat(path).catch((cause) => fail(path, cause));
  const absolute = resolve(path);
  const kind = stats.isDirectory() ? "folder" : "file";
  return { kind, path: absolute, name: basename(absolute), folder: dirname(absolute) };
};

export const listFolder: FileSystem["listFolder"] = async (path) => {
  return (await readdir(path).catch((cause) => fail(path, cause))).sort();
};

function fileSource(path: string, handle: FileHandle, sizeBytes: number): Source {
  const name = basename(path);
  async function readInto(offset: number, target: Uint8Array): Promise<void> {
    checkRange(source, offset, target.length);
    for (let done = 0; done < target.length; ) {
      const wanted = Math.min(target.length - done, MAX_READ_BYTES);
      const { bytesRead } = await handle.read(target, done, wanted, offset + done).catch((cause) => fail(path, cause));
      if (bytesRead === 0) throw shrunk(name, sizeBytes, offset + done);
      done += bytesRead;
    }
  }
  const source: Source = {
    name,
    sizeBytes,
    locator: { kind: "file", path: resolve(path) },
    async read(offset, length) {
      checkRange(source, offset, length);
      const bytes = allocate(name, length);
      await readInto(offset, bytes);
      return bytes;
    },
    readInto,
    close: () => handle.close(),
  };
  return source;
}

function allocate(name: string, length: number): Uint8Array<ArrayBuffer> {
  try {
    return new Uint8Array(length);
  } catch (cause) {
    throw new QwenError("engine/out-of-memory", `no memory for ${length} bytes of ${name}; take a smaller model`, {
      details: { length },
      cause,
    });
  }
}

function shrunk(name: string, sizeBytes: number, end: number): QwenError {
  return new QwenError(
    "files/truncated",
    `${name} had ${sizeBytes} bytes when it was opened and ends at ${end} now; do not change a model file while it is in use`,
    { details: { sizeBytes, end } },
  );
}

function fail(path: string, cause: unknown): never {
  const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
  if (code === "ENOENT" || code === "ENOTDIR" || code === "ENAMETOOLONG") {
    throw new QwenError("files/not-found", `there is no ${path}; check the path`, { details: { path }, cause });
  }
  const reason = cause instanceof Error ? cause.message : String(cause);
  throw new QwenError("files/unreadable", `cannot read ${path}: ${reason}`, { details: { path }, cause });
}
