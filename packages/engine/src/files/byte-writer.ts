import { type GgufNumberName, ggufNumberTypes } from "./gguf-value-types.ts";

const FIRST_CAPACITY = 4096;

/** Bytes written one field after another, little-endian. */
export class ByteWriter {
  #bytes = new Uint8Array(FIRST_CAPACITY);
  #view = new DataView(this.#bytes.buffer);
  #length = 0;
  readonly #encoder = new TextEncoder();

  get length(): number {
    return this.#length;
  }

  number(name: GgufNumberName, value: number | bigint): void {
    const type = ggufNumberTypes[name];
    const at = this.#grow(type.sizeBytes);
    type.write(this.#view, at, value);
  }

  /** Length in bytes, then UTF-8. */
  string(text: string): void {
    const encoded = this.#encoder.encode(text);
    this.number("u64", encoded.length);
    const at = this.#grow(encoded.length);
    this.#bytes.set(encoded, at);
  }

  bytes(bytes: Uint8Array): void {
    const at = this.#grow(bytes.length);
    this.#bytes.set(bytes, at);
  }

  zeros(count: number): void {
    this.#grow(count);
  }

  /** Everything written so far. */
  finish(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }

  /** Makes room for `count` bytes and gives the position where they begin. */
  #grow(count: number): number {
    const begin = this.#length;
    this.#length += count;
    if (this.#length > this.#bytes.length) {
      const bytes = new Uint8Array(Math.max(this.#length, 2 * this.#bytes.length));
      bytes.set(this.#bytes.subarray(0, begin));
      this.#bytes = bytes;
      this.#view = new DataView(bytes.buffer);
    }
    return begin;
  }
}
