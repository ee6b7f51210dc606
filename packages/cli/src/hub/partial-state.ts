import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { ByteRanges } from "./byte-ranges.ts";

/** How half files of this program end; those of other tools, which may have holes, end otherwise. */
export const partialEnding = ".qwents-incomplete";

/** More gaps than any number of connections leaves. */
const mostRanges = 1000;

/**
 * Which bytes of a partial file are there, beside it on the disk: needed only while they have gaps. Where there is no
 * such note, a file is there from its start to its end.
 */
export class PartialState {
  readonly #path: string;
  #isWritten = false;

  constructor(partialPath: string) {
    this.#path = partialStatePath(partialPath);
  }

  get isWritten(): boolean {
    return this.#isWritten;
  }

  /** What is there of a file of `sizeBytes`; nothing where the note is damaged. */
  async read(sizeBytes: number): Promise<ByteRanges> {
    const text = await readFile(this.#path, "utf8").catch(() => undefined);
    this.#isWritten = text !== undefined;
    if (text === undefined) return new ByteRanges([{ from: 0, to: sizeBytes }]);
    return new ByteRanges(rangesIn(text).map(({ from, to }) => ({ from, to: Math.min(to, sizeBytes) })));
  }

  /** Replaced in one go: a process that ends meanwhile leaves the one before. */
  async write({ ranges }: ByteRanges): Promise<void> {
    const text = JSON.stringify(ranges.map(({ from, to }) => [from, to]));
    const place = `${this.#path}.new`;
    try {
      await writeFile(place, text);
      await rename(place, this.#path);
    } catch (cause) {
      await rm(place, { force: true });
      throw cause;
    }
    this.#isWritten = true;
  }

  async remove(): Promise<void> {
    await rm(this.#path, { force: true });
    this.#isWritten = false;
  }
}

/** Where the note about a partial file is. */
const partialStatePath = (partialPath: string): string => `${partialPath}.parts`;

function rangesIn(text: string): { from: number; to: number }[] {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) && value.length <= mostRanges && value.every(isRange)
      ? value.map(([from, to]) => ({ from, to }))
      : [];
  } catch {
    return [];
  }
}

function isRange(value: unknown): value is [number, number] {
  if (!Array.isArray(value) || value.length !== 2) return false;
  return value.every((at) => Number.isSafeInteger(at) && at >= 0) && value[0] <= value[1];
}
