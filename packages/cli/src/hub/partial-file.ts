import { constants } from "node:fs";
import { type FileHandle, open, rename, rm } from "node:fs/promises";
import { assert } from "@qwents/engine";
import { type ByteRange, ByteRanges } from "./byte-ranges.ts";
import type { DigestAlgorithm } from "./digest.ts";
import { FrontHash } from "./front-hash.ts";
import { PartialState } from "./partial-state.ts";
import { writeFault } from "./write-faults.ts";

/** So much may have to be fetched again after a crash. */
const saveEveryBytes = 32 * 1024 * 1024;

export interface PartialContent {
  /** What it will be checked by. */
  readonly algorithm: DigestAlgorithm;
  /** Undefined where the server does not say. */
  readonly sizeBytes: number | undefined;
}

/** A file that is not whole yet, written in any order, and its hash. It takes its final name only by `finish`. */
export class PartialFile {
  readonly path: string;
  readonly #handle: FileHandle;
  readonly #content: PartialContent;
  readonly #state: PartialState;
  #there = new ByteRanges();
  #hash: FrontHash;
  #resumedBytes = 0;
  #unsavedBytes = 0;
  #saving: Promise<void> | undefined;

  private constructor(path: string, handle: FileHandle, content: PartialContent) {
    this.path = path;
    this.#handle = handle;
    this.#content = content;
    this.#state = new PartialState(path);
    this.#hash = new FrontHash(content.algorithm, content.sizeBytes);
  }

  /** Opens or creates it, and reads what an earlier run has left, unless that is too long. @throws QwenError `files/unwritable` */
  static async open(
    path: string,
    content: PartialContent,
    signal: AbortSignal,
    onBytes: (readBytes: number) => void,
  ): Promise<PartialFile> {
    const handle = await open(path, constants.O_RDWR | constants.O_CREAT, 0o644).catch((cause) => {
      throw writeFault(cause, path);
    });
    const file = new PartialFile(path, handle, content);
    try {
      const { size } = await handle.stat();
      if (content.sizeBytes !== undefined && size > content.sizeBytes) await file.clear();
      else file.#there = await file.#state.read(size);
      const onRead = (readBytes: number): void => {
        signal.throwIfAborted();
        onBytes(readBytes);
      };
      await file.#hash.readOn(handle, () => file.frontBytes, onRead);
      file.#resumedBytes = file.sizeBytes;
      return file;
    } catch (cause) {
      await handle.close();
      throw signal.aborted ? cause : writeFault(cause, path);
    }
  }

  /** How much of it is there. */
  get sizeBytes(): number {
    return this.#there.sizeBytes;
  }

  /** How much is there from its start on, without a gap. */
  get frontBytes(): number {
    return this.#there.frontBytes;
  }

  /** How much of it an earlier run has left. */
  get resumedBytes(): number {
    return this.#resumedBytes;
  }

  /** What is missing, in order. */
  gaps(range: ByteRange): ByteRange[] {
    return this.#there.gaps(range);
  }

  /** Writes what is missing of `bytes`, which begin at `offset`. @throws QwenError `files/disk-full`, `files/unwritable` */
  async write(offset: number, bytes: Uint8Array): Promise<void> {
    try {
      for (const { from, to } of this.gaps({ from: offset, to: offset + bytes.length })) {
        // The length of a file with gaps says nothing, so the note must be there before the first one.
        if (from > this.frontBytes && !this.#state.isWritten) await this.#saveState();
        await this.#fill(from, bytes.subarray(from - offset, to - offset));
      }
      if (this.#state.isWritten && this.#unsavedBytes >= saveEveryBytes) await this.#saveState();
      await this.#hash.readOn(this.#handle, () => this.frontBytes);
    } catch (cause) {
      this.#fail(cause);
    }
  }

  /** Begins anew, with nothing. No `write` may be under way. */
  async clear(): Promise<void> {
    try {
      await this.#handle.truncate(0);
      await this.#state.remove();
    } catch (cause) {
      this.#fail(cause);
    }
    this.#there = new ByteRanges();
    this.#hash = new FrontHash(this.#content.algorithm, this.#content.sizeBytes);
    this.#resumedBytes = 0;
  }

  /** Hexadecimal digits, once all is there. */
  digest(): string {
    assert(this.#hash.hashedBytes === this.sizeBytes, "the hash of a file that is there as a whole");
    return this.#hash.digest();
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
      await this.#state.remove();
    } catch (cause) {
      this.#fail(cause);
    }
  }

  /** Leaves it for a later run, unless nothing has come; after `finish`, nothing happens. */
  async close(): Promise<void> {
    if (this.#handle.fd < 0) return;
    // Where the note can not be saved, as on a full disk, the one before it stays: some bytes will be fetched again.
    if (this.#state.isWritten) await this.#saveState().catch(() => {});
    await this.#handle.close();
    if (this.sizeBytes === 0) await rm(this.path, { force: true });
  }

  async #fill(offset: number, bytes: Uint8Array): Promise<void> {
    for (let done = 0; done < bytes.length; ) {
      const at = offset + done;
      const { bytesWritten } = await this.#handle.write(bytes, done, bytes.length - done, at);
      this.#there.add({ from: at, to: at + bytesWritten });
      this.#hash.add(at, bytes.subarray(done, done + bytesWritten));
      this.#unsavedBytes += bytesWritten;
      done += bytesWritten;
    }
  }

  /** Notes what is there, once it has reached the disk; one at a time. */
  #saveState(): Promise<void> {
    const save = async (): Promise<void> => {
      const there = new ByteRanges(this.#there.ranges);
      this.#unsavedBytes = 0;
      await this.#handle.datasync();
      await this.#state.write(there);
    };
    this.#saving ??= save().finally(() => {
      this.#saving = undefined;
    });
    return this.#saving;
  }

  #fail(cause: unknown): never {
    assert(cause instanceof Error, "file systems throw errors");
    throw writeFault(cause, this.path);
  }
}
