import { openFile } from "#platform";
import { bytesSource } from "./bytes-source.ts";
import type { Source, SourceLocator } from "./source.ts";

/**
 * Opens what a locator points at, in whichever thread.
 * @throws QwenError `files/not-found`, `files/unreadable`
 */
export async function openSource(locator: SourceLocator): Promise<Source> {
  return locator.kind === "file" ? openFile(locator.path) : bytesSource(locator.name, locator.bytes);
}
