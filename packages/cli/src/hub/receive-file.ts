import { mkdir, statfs } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { formatBytes } from "../terminal/format.ts";
import { type Download, downloadFile } from "./download-file.ts";
import { acquireLock } from "./file-lock.ts";
import { sizeOf } from "./hub-cache.ts";
import type { HubClient } from "./hub-client.ts";
import { PartialFile } from "./partial-file.ts";
import type { PullOptions } from "./pull-options.ts";
import { defaultRetries } from "./retry.ts";
import { diskFull, writeFault } from "./write-faults.ts";

export interface Receipt {
  readonly download: Download;
  /** Where bytes are gathered until all have come. */
  readonly partialPlace: string;
  /** Where the whole file goes. */
  readonly place: string;
  /** A last look before the file gets its name. */
  readonly check?: (file: PartialFile) => Promise<void>;
}

export interface Received {
  readonly pulledBytes: number;
  readonly sha256: string;
}

/** Downloads one file to its place, or what is missing of it; undefined when another process has just done so. */
export async function receiveFile(
  receipt: Receipt,
  client: HubClient,
  options: PullOptions,
): Promise<Received | undefined> {
  const { download, partialPlace, place } = receipt;
  await mkdir(dirname(place), { recursive: true }).catch((cause) => {
    throw writeFault(cause, place);
  });
  const release = await acquireLock(`${partialPlace}.lock`);
  try {
    if ((await sizeOf(place)) !== undefined) return undefined;
    const file = await PartialFile.open(partialPlace, options.signal, reporter("checking", download, options));
    try {
      await checkSpace(download, file);
      await downloadFile(download, file, {
        client,
        retries: retriesOf(options),
        signal: options.signal,
        onBytes: reporter("loading", download, options),
      });
      await receipt.check?.(file);
      await file.finish(place);
      return { pulledBytes: file.sizeBytes - file.resumedBytes, sha256: file.sha256() };
    } finally {
      await file.close();
    }
  } finally {
    await release();
  }
}

export function retriesOf({ retries = defaultRetries, onRetry }: PullOptions) {
  return onRetry === undefined ? retries : { ...retries, onRetry };
}

function reporter(phase: "checking" | "loading", { subject, sizeBytes }: Download, { onProgress }: PullOptions) {
  const fileName = basename(subject);
  return (doneBytes: number) => onProgress?.({ fileName, phase, doneBytes, totalBytes: sizeBytes });
}

/** Better now than after an hour. */
async function checkSpace({ sizeBytes, subject }: Download, file: PartialFile): Promise<void> {
  const space = await statfs(dirname(file.path)).catch(() => undefined);
  if (space === undefined || sizeBytes === undefined) return;
  const missing = sizeBytes - file.sizeBytes;
  const free = space.bavail * space.bsize;
  if (missing <= free) return;
  throw diskFull(
    file.path,
    `${basename(subject)} needs ${formatBytes(missing)}, the disk has ${formatBytes(free)} free`,
  );
}
