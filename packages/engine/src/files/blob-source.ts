import { QwenError } from "../errors.ts";
import { checkRange, type Source } from "./source.ts";

/** What a page gets from a file input, a drop, `fetch` or its own storage; it lies on disk or in memory, as the browser likes. */
export function blobSource(name: string, blob: Blob): Source {
  const source: Source = {
    name,
    sizeBytes: blob.size,
    locator: { kind: "blob", name, blob },
    async read(offset, length) {
      checkRange(source, offset, length);
      return new Uint8Array(await bytesOf(name, blob.slice(offset, offset + length)));
    },
    async close() {},
  };
  return source;
}

/** A file that was picked may have changed or gone since. */
async function bytesOf(name: string, part: Blob): Promise<ArrayBuffer> {
  try {
    return await part.arrayBuffer();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new QwenError("files/unreadable", `cannot read ${name}: ${reason}; choose the file again`, { cause });
  }
}
