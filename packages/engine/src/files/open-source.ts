import { openFile } from "#platform";
import { blobSource } from "./blob-source.ts";
import { bytesSource } from "./bytes-source.ts";
import type { Source, SourceLocator } from "./source.ts";
import { transposedSource } from "./transposed-source.ts";

/**
 * Opens what a locator points at, in whichever thread.
 * @throws QwenError `files/not-found`, `files/unreadable`
 */
export async function openSource(locator: SourceLocator): Promise<Source> {
  if (locator.kind === "file") return openFile(locator.path);
  if (locator.kind === "bytes") return bytesSource(locator.name, locator.bytes);
  if (locator.kind === "blob") return blobSource(locator.name, locator.blob);
  return transposedSource(await openSource(locator.source), locator.stored);
}
