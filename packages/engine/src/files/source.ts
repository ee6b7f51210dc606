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
  close(): Promise<void>;
}

/** What a worker needs to open a source by itself; survives `postMessage`. */
export type SourceLocator =
  | { readonly kind: "file"; readonly path: string }
  | { readonly kind: "bytes"; readonly name: string; readonly bytes: Uint8Array };

/** A part of a source. */
export interface ByteRange {
  readonly source: Source;
  readonly offset: number;
  readonly length: number;
}
