/** 32-bit words that are appended one by one or many at once. What it once has grown to, it keeps. */
export class GrowingWords {
  #integers = new Int32Array(8192);
  #floats = new Float32Array(this.#integers.buffer);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  get sizeBytes(): number {
    return 4 * this.#length;
  }

  clear(): void {
    this.#length = 0;
  }

  /** Room for so many words, whose values are left open; gives the index of the first. */
  reserve(count: number): number {
    const start = this.#length;
    const end = start + count;
    if (end > this.#integers.length) this.#grow(2 * end);
    this.#length = end;
    return start;
  }

  /** Appends integers, or the bits of floats; gives the index of the first. */
  append(data: Int32Array | Float32Array): number {
    const start = this.reserve(data.length);
    this.set(start, data);
    return start;
  }

  /** Writes over what is there from an index on. */
  set(start: number, data: Int32Array | Float32Array): void {
    if (data instanceof Int32Array) this.#integers.set(data, start);
    else this.#floats.set(data, start);
  }

  /** Addresses above 2 GiB become their 32-bit pattern. */
  setInteger(index: number, value: number): void {
    this.#integers[index] = value;
  }

  setFloat(index: number, value: number): void {
    this.#floats[index] = value;
  }

  copyTo(target: SharedArrayBuffer, address: number): void {
    new Int32Array(target, address, this.#length).set(this.#integers.subarray(0, this.#length));
  }

  #grow(length: number): void {
    const grown = new Int32Array(length);
    grown.set(this.#integers);
    this.#integers = grown;
    this.#floats = new Float32Array(grown.buffer);
  }
}
