import { QwenError } from "../errors.ts";
import { PackedTexts } from "./packed-texts.ts";

/** Longest header that is read; that of a vocabulary of 250,000 tokens takes about 12 MB. */
export const MAX_HEADER_BYTES = 100_000_000;

/** Not an error: the header goes on beyond the bytes read so far, and the file has them. */
export class NeedMoreBytes {
  readonly end: number;
  constructor(end: number) {
    this.end = end;
  }
}

/** Reads the little-endian fields of a GGUF header one after another, from the first bytes of the file. */
export class GgufCursor {
  position = 0;
  /** What is being read, for messages. */
  place = "header";
  readonly view: DataView;
  /** Of the file, for messages. */
  readonly name: string;
  readonly #bytes: Uint8Array;
  readonly #fileSizeBytes: number;
  readonly #decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

  constructor(name: string, bytes: Uint8Array, fileSizeBytes: number) {
    this.name = name;
    this.#bytes = bytes;
    this.#fileSizeBytes = fileSizeBytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  u32(): number {
    return this.view.getUint32(this.take(4), true);
  }

  /** As a double: exact up to 2^53, which is more than any bound it is checked against. */
  u64(): number {
    const at = this.take(8);
    return this.view.getUint32(at + 4, true) * 2 ** 32 + this.view.getUint32(at, true);
  }

  string(): string {
    const length = this.u64();
    return this.#decode(this.take(length), length);
  }

  #decode(start: number, length: number): string {
    try {
      return this.#decoder.decode(this.#bytes.subarray(start, start + length));
    } catch {
      return this.fail("expected UTF-8 text");
    }
  }

  /** Texts that stand one after the other. They stay where they are, in the bytes that were read. */
  strings(count: number): PackedTexts {
    const starts = new Uint32Array(count);
    const ends = new Uint32Array(count);
    for (let i = 0; i < count; i++) {
      const length = this.u64();
      const start = this.take(length);
      if (!this.#isNarrow(start, start + length)) this.#decode(start, length);
      starts[i] = start;
      ends[i] = start + length;
    }
    return new PackedTexts(this.#bytes, starts, ends);
  }

  /** Whether that is UTF-8 of characters below U+0800, which those of tokens mostly are. */
  #isNarrow(start: number, end: number): boolean {
    const bytes = this.#bytes;
    for (let i = start; i < end; i++) {
      const byte = bytes[i];
      if (byte < 0x80) continue;
      if (byte < 0xc2 || byte >= 0xe0 || ++i === end || (bytes[i] & 0xc0) !== 0x80) return false;
    }
    return true;
  }

  /** Steps over `length` bytes and gives the position where they begin. */
  take(length: number): number {
    const at = this.position;
    this.require(length);
    this.position += length;
    return at;
  }

  /**
   * Makes sure that the next `length` bytes are there.
   * @throws NeedMoreBytes when the file has them, QwenError when it does not.
   */
  require(length: number): void {
    const end = this.position + length;
    if (end <= this.#bytes.length) return;
    if (end > this.#fileSizeBytes) {
      throw new QwenError(
        "files/truncated",
        `${this.name}: the ${this.place} asks for ${length} bytes at byte ${this.position}, but the file has ` +
          `${this.#fileSizeBytes}; it is cut off or damaged, fetch it again`,
        { details: { offset: this.position, length, sizeBytes: this.#fileSizeBytes } },
      );
    }
    if (end > MAX_HEADER_BYTES) this.fail(`expected a header of at most ${MAX_HEADER_BYTES} bytes`);
    throw new NeedMoreBytes(end);
  }

  /** @throws QwenError `gguf/bad-header` */
  fail(expected: string): never {
    throw new QwenError(
      "gguf/bad-header",
      `${this.name}: ${this.place}: ${expected} (before byte ${this.position}); the file is damaged or not a GGUF model`,
      { details: { offset: this.position } },
    );
  }
}
