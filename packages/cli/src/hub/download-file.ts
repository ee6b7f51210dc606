import { QwenError } from "@qwents/engine";
import { digestName } from "./digest.ts";
import type { Download, DownloadContext } from "./download.ts";
import { fetchParts } from "./fetch-parts.ts";
import type { PartialFile } from "./partial-file.ts";
import { WrongBytes } from "./ranged-request.ts";

/**
 * Brings the missing bytes into `file`, and checks its size and hash. What is there is kept when it fails, unless it is
 * wrong.
 * @throws QwenError of `hub/` and `files/`; AbortError
 */
export async function downloadFile(download: Download, file: PartialFile, context: DownloadContext): Promise<void> {
  await fetchAll(download, file, context);
  if (isRight(download, file)) return;
  if (file.resumedBytes > 0) {
    // What an earlier run has left may be at fault.
    await file.clear();
    await fetchAll(download, file, context);
    if (isRight(download, file)) return;
  }
  const came = file.digest();
  await file.clear();
  throw wrongChecksum(download, came);
}

const isRight = ({ digest }: Download, file: PartialFile): boolean =>
  digest === undefined || digest.hex === file.digest();

async function fetchAll(download: Download, file: PartialFile, context: DownloadContext): Promise<void> {
  try {
    await fetchParts(download, file, context);
  } catch (error) {
    if (error instanceof WrongBytes) await file.clear();
    throw error;
  }
}

function wrongChecksum({ subject, digest }: Download, came: string): QwenError {
  const expected = digest?.hex;
  const message =
    `${subject} arrived damaged: expected ${digestName(digest?.algorithm ?? "sha256")} ${expected}, got ${came}; ` +
    "what came is deleted. Pull again; if it stays so, a mirror or proxy on the way changes files";
  return new QwenError("hub/wrong-checksum", message, { details: { expected, came } });
}
