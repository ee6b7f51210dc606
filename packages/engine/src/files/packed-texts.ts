/**
 * A list of texts as UTF-8 in one array. As many strings, of a vocabulary and its merges, would take several times the
 * memory and most of the time in which a tokenizer is made.
 */
export class PackedTexts {
  readonly bytes: Uint8Array;
  /** [N] where each text's bytes begin. */
  readonly starts: Uint32Array;
  /** [N] where they end. */
  readonly ends: Uint32Array;

  constructor(bytes: Uint8Array, starts: Uint32Array, ends: Uint32Array) {
    this.bytes = bytes;
    this.starts = starts;
    this.ends = ends;
  }

  get length(): number {
    return this.starts.length;
  }

  /** Of all texts together. */
  numBytes(): number {
    let sum = 0;
    for (let i = 0; i < this.length; i++) sum += this.ends[i] - this.starts[i];
    return sum;
  }

  /** Empty beyond the end. */
  at(index: number): string {
    return index < this.length ? decoder.decode(this.bytes.subarray(this.starts[index], this.ends[index])) : "";
  }

  /** The list with texts put in at indices, which may lie beyond its end; those between are empty. */
  with(texts: ReadonlyMap<number, string>): PackedTexts {
    const added = packTexts([...texts.values()]);
    const length = [...texts.keys()].reduce((most, index) => Math.max(most, index + 1), this.length);
    const bytes = new Uint8Array(this.bytes.length + added.bytes.length);
    bytes.set(this.bytes);
    bytes.set(added.bytes, this.bytes.length);
    const starts = new Uint32Array(length);
    const ends = new Uint32Array(length);
    starts.set(this.starts);
    ends.set(this.ends);
    for (const [i, index] of [...texts.keys()].entries()) {
      starts[index] = this.bytes.length + added.starts[i];
      ends[index] = this.bytes.length + added.ends[i];
    }
    return new PackedTexts(bytes, starts, ends);
  }

  *[Symbol.iterator](): IterableIterator<string> {
    for (let i = 0; i < this.length; i++) yield this.at(i);
  }
}

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** Lone surrogates become U+FFFD. */
export function packTexts(texts: readonly string[]): PackedTexts {
  const bytes = new Uint8Array(texts.reduce((sum, text) => sum + 3 * text.length, 0));
  const starts = new Uint32Array(texts.length);
  const ends = new Uint32Array(texts.length);
  const encoder = new TextEncoder();
  let end = 0;
  for (let i = 0; i < texts.length; i++) {
    starts[i] = end;
    end += encoder.encodeInto(texts[i], bytes.subarray(end)).written;
    ends[i] = end;
  }
  return new PackedTexts(bytes.slice(0, end), starts, ends);
}
