import { QwenError } from "@qwents/engine";
import type { HubAnswer, HubClient } from "./hub-client.ts";
import type { PartialFile } from "./partial-file.ts";
import { backOff, PassingFault, type RetryPolicy } from "./retry.ts";

export interface Download {
  readonly url: URL;
  /** What the user knows it by. */
  readonly subject: string;
  /** Undefined where the server does not say. */
  readonly sizeBytes: number | undefined;
  readonly sha256: string | undefined;
  /** Tells contents apart where there is no hash: a rest of another version is not taken. */
  readonly tag?: string | undefined;
  /** No more is taken, whatever the server sends. */
  readonly mostBytes: number;
}

export interface DownloadContext {
  readonly client: HubClient;
  readonly retries: RetryPolicy;
  readonly signal: AbortSignal;
  /** Told how much of the file is there. */
  readonly onBytes: (sizeBytes: number) => void;
}

/** A connection that brings as much before it is cut is worth another try. */
const progressBytes = 1024 * 1024;

/**
 * Brings the missing bytes into `file`, going on where it ends, and checks size and SHA-256. What is there is kept when
 * it fails, unless it is wrong.
 * @throws QwenError of `hub/` and `files/`; AbortError
 */
export async function downloadFile(download: Download, file: PartialFile, context: DownloadContext): Promise<void> {
  if (download.sizeBytes !== undefined && file.sizeBytes > download.sizeBytes) await file.clear();
  await fetchMissing(download, file, context);
  if (isRight(download, file)) return;
  if (file.resumedBytes > 0) {
    // What an earlier run has left may be at fault.
    await file.clear();
    await fetchMissing(download, file, context);
    if (isRight(download, file)) return;
  }
  const came = file.sha256();
  await file.clear();
  throw wrongChecksum(download, came);
}

const isRight = ({ sha256 }: Download, file: PartialFile): boolean => sha256 === undefined || sha256 === file.sha256();

async function fetchMissing(download: Download, file: PartialFile, context: DownloadContext): Promise<void> {
  let failures = 0;
  while (download.sizeBytes === undefined || file.sizeBytes < download.sizeBytes) {
    const before = file.sizeBytes;
    try {
      await transfer(download, file, context);
      if (download.sizeBytes === undefined) return;
    } catch (error) {
      failures = file.sizeBytes - before >= progressBytes ? 1 : failures + 1;
      await backOff(error, failures, context.retries, context.signal);
    }
  }
}

/** One request. Servers that ignore the range send all again, of which what is there is skipped. */
async function transfer(download: Download, file: PartialFile, { client, signal, onBytes }: DownloadContext) {
  const from = file.sizeBytes;
  const headers = { "accept-encoding": "identity", ...(from > 0 ? { range: `bytes=${from}-` } : {}) };
  const answer = await client.get(download.url, { subject: download.subject, signal, headers });
  try {
    let skip = bytesToSkip(answer, download, from);
    if (skip === undefined) throw await wrongRange(answer, download, file);
    for await (const chunk of answer.chunks) {
      const skipped = Math.min(skip, chunk.length);
      skip -= skipped;
      const bytes = chunk.subarray(skipped);
      if (file.sizeBytes + bytes.length > (download.sizeBytes ?? download.mostBytes))
        throw await tooLong(download, file);
      await file.append(bytes);
      onBytes(file.sizeBytes);
    }
    if (download.sizeBytes !== undefined && file.sizeBytes < download.sizeBytes) throw cutOff(answer, download);
  } finally {
    await answer.cancel();
  }
}

/** Undefined when the answer is not what comes after `from`. */
function bytesToSkip({ status, headers }: HubAnswer, { sizeBytes, tag }: Download, from: number): number | undefined {
  if (from > 0 && tag !== undefined && tagOf(headers) !== tag) return undefined;
  if (status === 200) return from;
  const [, start, total] = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(headers.get("content-range") ?? "") ?? [];
  const isWhole = total === "*" || sizeBytes === undefined || Number(total) === sizeBytes;
  return status === 206 && Number(start) === from && isWhole ? 0 : undefined;
}

/** What a server tells versions of a file apart by. */
export const tagOf = (headers: Headers): string | undefined =>
  headers.get("etag") ?? headers.get("last-modified") ?? undefined;

async function wrongRange({ status, headers, url }: HubAnswer, { subject }: Download, file: PartialFile) {
  const from = file.sizeBytes;
  await file.clear();
  const message = `${url.host} gave something else than the rest of ${subject} from byte ${from} on; pull again to begin anew`;
  return new QwenError("hub/bad-answer", message, { details: { status, contentRange: headers.get("content-range") } });
}

async function tooLong(download: Download, file: PartialFile): Promise<QwenError> {
  await file.clear();
  const most = download.sizeBytes ?? download.mostBytes;
  const message = `expected at most ${most} bytes for ${download.subject}, but more came; what came is deleted`;
  return new QwenError("hub/bad-answer", message);
}

const cutOff = ({ url }: HubAnswer, { subject }: Download): PassingFault =>
  new PassingFault("hub/unreachable", `${url.host} ended ${subject} before all of it had come; pull again to go on`);

function wrongChecksum({ subject, sha256 }: Download, came: string): QwenError {
  const message =
    `${subject} arrived damaged: expected SHA-256 ${sha256}, got ${came}; what came is deleted. ` +
    "Pull again; if it stays so, a mirror or proxy on the way changes files (HF_ENDPOINT)";
  return new QwenError("hub/wrong-checksum", message, { details: { expected: sha256, came } });
}
