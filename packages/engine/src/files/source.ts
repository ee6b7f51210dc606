import { assert, QwenError } from "../errors.ts";
import type { TransposedLocator } from "./transposed-source.ts";

/**
 * Random access to the bytes of one file, wherever it lies. Reads are exact: `length` bytes or an error.
 * A worker thread opens the same bytes for itself from the `locator`.
 */
export interface Source {
  /** For messages: a file name or address, without secrets. */
  readonly name: string;
  readonly sizeBytes: number;
  readonly locator: SourceLocator;
  /** @throws QwenError `files/truncated` when the range is not inside the file, `files/unreadable` when reading fails. */
  read(offset: number, length: number): Promise<Uint8Array>;
  /** The same, into memory that is there already (shared or not), where the platform can. See `readInto`. */
  readInto?(offset: number, target: Uint8Array): Promise<void>;
  /** Nothing is read after it. */
  close(): Promise<void>;
}

/** What a worker needs to open a source by itself; survives `postMessage`. */
export type SourceLocator =
  | { readonly kind: "file"; readonly path: string }
  | { readonly kind: "bytes"; readonly name: string; readonly bytes: Uint8Array }
  | { readonly kind: "blob"; readonly name: string; readonly blob: Blob }
  | TransposedLocator;

/** Fills `target` from `offset` on. @throws QwenError as `Source.read` */
export async function readInto(source: Source, offset: number, target: Uint8Array): Promise<void> {
  if (source.readInto) await source.readInto(offset, target);
  else target.set(await source.read(offset, target.length));
}

/** Throws when the range is not inside the source. @throws QwenError `files/truncated` */
export function checkRange(source: Pick<Source, "name" | "sizeBytes">, offset: number, length: number): void {
  assert(offset >= 0 && length >= 0, `range ${offset}+${length} of ${source.name}`);
  if (offset + length <= source.sizeBytes) return;
  throw new QwenError(
    "files/truncated",
    `${source.name} has ${source.sizeBytes} bytes, but bytes ${offset} to ${offset + length} are needed; ` +
      "the file is cut off or damaged, fetch it again",
    { details: { sizeBytes: source.sizeBytes, offset, length } },
  );
}

/** A part of a source. */
export interface ByteRange {
  readonly source: Source;
  readonly offset: number;
  readonly length: number;
}
