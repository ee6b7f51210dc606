import { QwenError } from "@qwents/engine";
import { type Digest, digestName } from "./digest.ts";
import { fetchParts } from "./fetch-parts.ts";
import type { HubClient } from "./hub-client.ts";
import type { PartialFile } from "./partial-file.ts";
import { WrongBytes } from "./ranged-request.ts";
import type { RetryPolicy } from "./retry.ts";

export interface Download {
  readonly url: URL;
  /** What the user knows it by. */
  readonly subject: string;
  /** Undefined where the server does not say. */
  readonly sizeBytes: number | undefined;
  readonly digest: Digest | undefined;
  /** Tells contents apart where there is no hash: bytes of another version are not taken. */
  readonly tag?: string | undefined;
  /** No more is taken, whatever the server sends. */
  readonly mostBytes: number;
}

export interface DownloadContext {
  readonly client: HubClient;
  readonly retries: RetryPolicy;
  readonly signal: AbortSignal;
  /** Connections at once, where the server gives parts of a file. */
  readonly connections: number;
  /** What one of several connections fetches before it takes the next part. */
  readonly partBytes: number;
  /** Told how much of the file is there. */
  readonly onBytes: (sizeBytes: number) => void;
}

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
