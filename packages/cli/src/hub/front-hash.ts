import type { Hash } from "node:crypto";
import type { FileHandle } from "node:fs/promises";
import { assert } from "@qwents/engine";
import { createDigest, type DigestAlgorithm } from "./digest.ts";

const chunkBytes = 1024 * 1024;

/**
 * The hash of a file that is written in any order: it follows the part that is there from the start on without a gap.
 * Bytes that are written just where it stands are hashed as they are, others are read again once it comes to them.
 */
export class FrontHash {
  readonly #hash: Hash;
  #hashedBytes = 0;
  #isReading = false;

  constructor(algorithm: DigestAlgorithm, sizeBytes: number | undefined) {
    this.#hash = createDigest(algorithm, sizeBytes);
  }

  get hashedBytes(): number {
    return this.#hashedBytes;
  }

  /** Told of every piece that was written at `offset`. */
  add(offset: number, bytes: Uint8Array): void {
    if (this.#isReading || offset !== this.#hashedBytes) return;
    this.#hash.update(bytes);
    this.#hashedBytes += bytes.length;
  }

  /** Reads on to where the front is, which may move meanwhile. One at a time: a second call returns at once. */
  async readOn(handle: FileHandle, frontBytes: () => number, onBytes?: (hashedBytes: number) => void): Promise<void> {
    if (this.#isReading || this.#hashedBytes === frontBytes()) return;
    this.#isReading = true;
    try {
      const buffer = new Uint8Array(chunkBytes);
      while (this.#hashedBytes < frontBytes()) {
        const length = Math.min(chunkBytes, frontBytes() - this.#hashedBytes);
        const { bytesRead } = await handle.read(buffer, 0, length, this.#hashedBytes);
        assert(bytesRead > 0, "what was written can be read");
        this.#hash.update(buffer.subarray(0, bytesRead));
        this.#hashedBytes += bytesRead;
        onBytes?.(this.#hashedBytes);
      }
    } finally {
      this.#isReading = false;
    }
  }

  /** Hexadecimal digits, of all that was hashed. */
  digest(): string {
    return this.#hash.copy().digest("hex");
  }
}
