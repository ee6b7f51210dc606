import { statfs } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { formatBytes } from "../terminal/format.ts";
import type { Download } from "./download.ts";
import { downloadFile } from "./download-file.ts";
import { acquireLock } from "./file-lock.ts";
import { sizeOf } from "./hub-cache.ts";
import type { HubClient } from "./hub-client.ts";
import { PartialFile } from "./partial-file.ts";
import { defaultConnections, defaultPartBytes, type PullOptions } from "./pull-options.ts";
import { defaultRetries } from "./retry.ts";
import { diskFull } from "./write-faults.ts";

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
  /** Of what came, as the download's digest has it, or SHA-256. */
  readonly digest: string;
}

/** Downloads one file to its place, or what is missing of it; undefined when another process has just done so. */
export async function receiveFile(
  receipt: Receipt,
  client: HubClient,
  options: PullOptions,
): Promise<Received | undefined> {
  const { download, partialPlace, place } = receipt;
  const { signal, connections = defaultConnections, partBytes = defaultPartBytes } = options;
  const release = await acquireLock(`${partialPlace}.lock`);
  try {
    if ((await sizeOf(place)) !== undefined) return undefined;
    const content = { algorithm: download.digest?.algorithm ?? "sha256", sizeBytes: download.sizeBytes };
    const file = await PartialFile.open(partialPlace, content, signal, reporter("checking", download, options));
    try {
      const { sizeBytes = 0, subject } = download;
      await checkSpace(dirname(place), basename(subject), sizeBytes - file.sizeBytes);
      const onBytes = reporter("loading", download, options);
      await downloadFile(download, file, {
        client,
        retries: retriesOf(options),
        signal,
        connections,
        partBytes,
        onBytes,
      });
      await receipt.check?.(file);
      await file.finish(place);
      return { pulledBytes: file.sizeBytes - file.resumedBytes, digest: file.digest() };
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

/** Better now than after an hour. @throws QwenError `files/disk-full` */
export async function checkSpace(folder: string, what: string, missingBytes: number): Promise<void> {
  const free = await freeBytes(folder);
  if (free === undefined || missingBytes <= free) return;
  const message = `${what} needs ${formatBytes(missingBytes)}, the disk has ${formatBytes(free)} free`;
  throw diskFull(folder, message);
}

/** What the disk of a folder, there or not yet, has room for; undefined where the system does not say. */
export async function freeBytes(folder: string): Promise<number | undefined> {
  for (let at = folder; ; at = dirname(at)) {
    const space = await statfs(at).catch(() => undefined);
    if (space) return space.bavail * space.bsize;
    if (dirname(at) === at) return undefined;
  }
}

function reporter(phase: "checking" | "loading", { subject, sizeBytes }: Download, { onProgress }: PullOptions) {
  const fileName = basename(subject);
  return (doneBytes: number) => onProgress?.({ fileName, phase, doneBytes, totalBytes: sizeBytes });
}
