import { type ByteRange, readInto } from "./source.ts";

/** Bytes that lie in pieces of files, to be read as if end to end. */
export type PiecedBytes = readonly ByteRange[];

export function lengthOfPieces(pieces: readonly { readonly length: number }[]): number {
  return pieces.reduce((sum, { length }) => sum + length, 0);
}

/** Fills `target` from `offset` of the pieces on. @throws QwenError as `Source.read` */
export async function readPieces(pieces: PiecedBytes, offset: number, target: Uint8Array): Promise<void> {
  let [begin, filled] = [0, 0];
  for (const piece of pieces) {
    const from = offset + filled - begin;
    begin += piece.length;
    if (filled === target.length) return;
    if (from >= piece.length) continue;
    const length = Math.min(piece.length - from, target.length - filled);
    await readInto(piece.source, piece.offset + from, target.subarray(filled, filled + length));
    filled += length;
  }
}
