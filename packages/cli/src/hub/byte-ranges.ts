/** Positions `from` up to, not including, `to`. */
export interface ByteRange {
  readonly from: number;
  readonly to: number;
}

/** A set of positions in a file, kept as few ranges that are sorted and do not touch. */
export class ByteRanges {
  #ranges: readonly ByteRange[];

  constructor(ranges: readonly ByteRange[] = []) {
    this.#ranges = [];
    for (const range of ranges) this.add(range);
  }

  add({ from, to }: ByteRange): void {
    if (from >= to) return;
    const apart = this.#ranges.filter((range) => range.to < from || range.from > to);
    const touching = this.#ranges.filter((range) => range.to >= from && range.from <= to);
    const merged = {
      from: Math.min(from, ...touching.map((range) => range.from)),
      to: Math.max(to, ...touching.map((range) => range.to)),
    };
    this.#ranges = [...apart, merged].sort((a, b) => a.from - b.from);
  }

  get ranges(): readonly ByteRange[] {
    return this.#ranges;
  }

  get sizeBytes(): number {
    return this.#ranges.reduce((sum, { from, to }) => sum + to - from, 0);
  }

  /** How much is there from position 0 on without a gap. */
  get frontBytes(): number {
    const first = this.#ranges.at(0);
    return first?.from === 0 ? first.to : 0;
  }

  /** What is missing between two positions, in order. */
  gaps({ from, to }: ByteRange): ByteRange[] {
    const gaps: ByteRange[] = [];
    let at = from;
    for (const range of this.#ranges) {
      if (range.from >= to) break;
      if (range.from > at) gaps.push({ from: at, to: range.from });
      at = Math.max(at, range.to);
    }
    if (at < to) gaps.push({ from: at, to });
    return gaps;
  }
}
