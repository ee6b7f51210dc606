/*
 * How a step's work lies in memory: one record a command, end to end, read by `run` (see assemble-module.ts).
 *
 *   word 0   place of the kernel in the module's table
 *   word 1   bytes of the record
 *   word 2   1 if all threads must have finished the commands before it
 *   word 3…  the kernel's arguments
 */
export const COMMAND_HEADER_WORDS = 3;
export const COMMAND_HEADER_BYTES = 4 * COMMAND_HEADER_WORDS;

/** Records under construction. One list serves step after step: what it once has grown to, it keeps. */
export class CommandList {
  #words = new Int32Array(8192);
  #floats = new Float32Array(this.#words.buffer);
  #length = 0;

  /** The words so far. */
  get words(): Int32Array {
    return this.#words.subarray(0, this.#length);
  }

  get sizeBytes(): number {
    return 4 * this.#length;
  }

  clear(): void {
    this.#length = 0;
  }

  /** Begins a record; exactly so many arguments must follow. */
  begin(tableIndex: number, afterBarrier: boolean, numArguments: number): void {
    const length = COMMAND_HEADER_WORDS + numArguments;
    if (this.#length + length > this.#words.length) this.#grow(length);
    this.#words[this.#length] = tableIndex;
    this.#words[this.#length + 1] = 4 * length;
    this.#words[this.#length + 2] = afterBarrier ? 1 : 0;
    this.#length += COMMAND_HEADER_WORDS;
  }

  /** Appends an argument and gives its index. Addresses above 2 GiB become their 32-bit pattern. */
  integer(value: number): number {
    this.#words[this.#length] = value;
    return this.#length++;
  }

  float(value: number): void {
    this.#floats[this.#length++] = value;
  }

  /** Sets an argument that was not known before. */
  set(index: number, value: number): void {
    this.#words[index] = value;
  }

  #grow(length: number): void {
    const words = new Int32Array(2 * (this.#length + length));
    words.set(this.#words);
    this.#words = words;
    this.#floats = new Float32Array(words.buffer);
  }
}
