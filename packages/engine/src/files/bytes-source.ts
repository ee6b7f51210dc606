import { checkRange, type Source } from "./source.ts";

/** A file that is already in memory. Reads are views of `bytes`, not copies. */
export function bytesSource(name: string, bytes: Uint8Array): Source {
  const source: Source = {
    name,
    sizeBytes: bytes.length,
    locator: { kind: "bytes", name, bytes },
    async read(offset, length) {
      checkRange(source, offset, length);
      return bytes.subarray(offset, offset + length);
    },
    async close() {},
  };
  return source;
}
