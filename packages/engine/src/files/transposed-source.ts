import { assert } from "../errors.ts";
import { checkRange, type Source, type SourceLocator } from "./source.ts";

/** Matrices one after another in a file, to be read with rows and columns exchanged. */
export interface StoredMatrices {
  /** Of the first byte in the file. */
  readonly offset: number;
  readonly count: number;
  /** Rows and columns in the file. */
  readonly rows: number;
  readonly columns: number;
  readonly elementBytes: 2 | 4;
}

/**
 * The bytes of matrices as if each lay transposed in the file: byte 0 is the first of the first matrix. Keeps the matrix
 * that was read last. Closes `source` with itself.
 */
export function transposedSource(source: Source, stored: StoredMatrices): Source {
  const { offset, count, rows, columns, elementBytes } = stored;
  const matrixBytes = rows * columns * elementBytes;
  const sizeBytes = count * matrixBytes;
  checkRange(source, offset, sizeBytes);
  let kept: { readonly index: number; readonly bytes: Promise<Uint8Array> } | undefined;
  const matrix = (index: number): Promise<Uint8Array> => {
    if (kept?.index !== index) {
      const bytes = source.read(offset + index * matrixBytes, matrixBytes).then((read) => transposed(read, stored));
      kept = { index, bytes };
    }
    return kept.bytes;
  };
  const own = { name: source.name, sizeBytes };
  return {
    ...own,
    locator: { kind: "transposed", source: source.locator, stored },
    async read(from, length) {
      checkRange(own, from, length);
      const target = new Uint8Array(length);
      for (let filled = 0; filled < length; ) {
        const index = Math.floor((from + filled) / matrixBytes);
        const part = (await matrix(index)).subarray(from + filled - index * matrixBytes).subarray(0, length - filled);
        target.set(part, filled);
        filled += part.length;
      }
      return target;
    },
    close: () => source.close(),
  };
}

function transposed(bytes: Uint8Array, { rows, columns, elementBytes }: StoredMatrices): Uint8Array {
  const Elements = elementBytes === 2 ? Uint16Array : Uint32Array;
  const from = new Elements(bytes.slice().buffer);
  const to = new Elements(rows * columns);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) to[column * rows + row] = from[row * columns + column];
  }
  return new Uint8Array(to.buffer);
}

/** What `transposedSource` was made of, for whoever opens it anew. */
export type TransposedLocator = {
  readonly kind: "transposed";
  readonly source: SourceLocator;
  readonly stored: StoredMatrices;
};

/** Bytes of an element that can be moved as it is. */
export function elementBytesOf(blockLength: number, blockBytes: number): 2 | 4 {
  assert(
    blockLength === 1 && (blockBytes === 2 || blockBytes === 4),
    "blocks of several numbers can not be transposed",
  );
  return blockBytes;
}
