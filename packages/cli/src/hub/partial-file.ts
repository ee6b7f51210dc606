import { createHash, type Hash } from "node:crypto";
import { constants } from "node:fs";
import { type FileHandle, open, rename } from "node:fs/promises";
import { assert } from "@qwents/engine";
import { writeFault } from "./write-faults.ts";

const chunkBytes = 1024 * 1024;

/** A file that is not whole yet, and the SHA-256 of what is there. It takes its final name only by `finish`. */
export class PartialFile {
  readonly path: string;
  readonly #handle: FileHandle;
  #hash: Hash = createHash("sha256");
  #sizeBytes = 0;
  #resumedBytes = 0;

  private constructor(path: string, handle: FileHandle) {
    this.path = path;
    this.#handle = handle;
  }

  /** Opens or creates it, and reads what an earlier run has left. @throws QwenError `files/unwritable` */
  static async open(path: string, signal: AbortSignal, onBytes: (sizeBytes: number) => void): Promise<PartialFile> {
    const handle = await open(path, constants.O_RDWR | constants.O_CREAT, 0o644).catch((cause) => {
      throw writeFault(cause, path);
    });
    const file = new PartialFile(path, handle);
    try {
      await file.#readExisting(signal, onBytes);
      return file;
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  get sizeBytes(): number {
    return this.#sizeBytes;
  }

  /** How much of it an earlier run has left. */
  get resumedBytes(): number {
    return this.#resumedBytes;
  }

  /** @throws QwenError `files/disk-full`, `files/unwritable` */
  async append(bytes: Uint8Array): Promise<void> {
    for (let done = 0; done < bytes.length; ) {
      const part = bytes.subarray(done);
      const written = await this.#handle
        .write(part, 0, part.length, this.#sizeBytes)
        .catch((cause) => this.#fail(cause));
      this.#hash.update(part.subarray(0, written.bytesWritten));
      this.#sizeBytes += written.bytesWritten;
      done += written.bytesWritten;
    }
  }

  /** Begins anew, with nothing. */
  async clear(): Promise<void> {
    await this.#handle.truncate(0).catch((cause) => this.#fail(cause));
    this.#hash = createHash("sha256");
    this.#sizeBytes = 0;
    this.#resumedBytes = 0;
  }

  /** 64 hexadecimal digits, of all that is there. */
  sha256(): string {
    return this.#hash.copy().digest("hex");
  }

  /** The first bytes. */
  async head(length: number): Promise<Uint8Array> {
    const { buffer, bytesRead } = await this.#handle.read(new Uint8Array(length), 0, length, 0);
    return buffer.subarray(0, bytesRead);
  }

  /** Gives it its final name, once its bytes have reached the disk. */
  async finish(path: string): Promise<void> {
    try {
      await this.#handle.sync();
      await this.#handle.close();
      await rename(this.path, path);
    } catch (cause) {
      this.#fail(cause);
    }
  }

  /** Leaves it for a later run; after `finish`, nothing happens. */
  async close(): Promise<void> {
    await this.#handle.close();
  }

  async #readExisting(signal: AbortSignal, onBytes: (sizeBytes: number) => void): Promise<void> {
    const { size } = await this.#handle.stat();
    const buffer = new Uint8Array(chunkBytes);
    while (this.#sizeBytes < size) {
      signal.throwIfAborted();
      const { bytesRead } = await this.#handle.read(buffer, 0, chunkBytes, this.#sizeBytes);
      if (bytesRead === 0) break;
      this.#hash.update(buffer.subarray(0, bytesRead));
      this.#sizeBytes += bytesRead;
      onBytes(this.#sizeBytes);
    }
    this.#resumedBytes = this.#sizeBytes;
  }

  #fail(cause: unknown): never {
    assert(cause instanceof Error, "file systems throw errors");
    throw writeFault(cause, this.path);
  }
}
