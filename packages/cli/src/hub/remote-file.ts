import { QwenError, type Source } from "@qwents/engine";
import type { HubAnswer, HubClient } from "./hub-client.ts";
import { type RetryPolicy, withRetries } from "./retry.ts";

/** Headers of models with large vocabularies take 12 MB. */
const mostBytes = 64 * 1024 * 1024;
/** What is asked for at least: headers are read in a few steps. */
const leastBytes = 256 * 1024;

export interface RemoteFileOptions {
  readonly client: HubClient;
  readonly retries: RetryPolicy;
  readonly signal: AbortSignal;
}

export interface RemoteAddress {
  readonly url: URL;
  /** What the user knows it by. */
  readonly subject: string;
  readonly name: string;
  readonly sizeBytes: number;
}

/**
 * The beginning of a file on the web, as far as somebody reads it; what was read once is kept.
 * @throws QwenError of `hub/` while reading; `files/unreadable` beyond 64 MiB
 */
export function remoteFile(address: RemoteAddress, options: RemoteFileOptions): Source {
  const { name, sizeBytes } = address;
  let beginning = new Uint8Array();
  return {
    name,
    sizeBytes,
    // Nobody loads it from here.
    locator: { kind: "file", path: name },
    async read(offset, length) {
      const end = offset + length;
      if (end > Math.min(sizeBytes, mostBytes)) throw beyond(address, end);
      if (end > beginning.length) {
        const to = Math.min(sizeBytes, Math.max(end, beginning.length + leastBytes));
        const more = await fetchRange(address, beginning.length, to, options);
        const joined = new Uint8Array(to);
        joined.set(beginning);
        joined.set(more, beginning.length);
        beginning = joined;
      }
      return beginning.subarray(offset, end);
    },
    async close() {},
  };
}

async function fetchRange(
  { url, subject }: RemoteAddress,
  from: number,
  to: number,
  { client, retries, signal }: RemoteFileOptions,
): Promise<Uint8Array> {
  const ask = async (): Promise<Uint8Array> => {
    const headers = { range: `bytes=${from}-${to - 1}`, "accept-encoding": "identity" };
    const answer = await client.get(url, { subject, signal, headers });
    try {
      return await take(answer, answer.status === 206 ? 0 : from, to - from, subject);
    } finally {
      await answer.cancel();
    }
  };
  return await withRetries(ask, retries, signal);
}

/** Bytes of an answer, behind those to skip. */
async function take(answer: HubAnswer, skip: number, length: number, subject: string): Promise<Uint8Array> {
  const bytes = new Uint8Array(length);
  let at = -skip;
  for await (const chunk of answer.chunks) {
    const wanted = chunk.subarray(Math.max(0, -at), Math.max(0, length - at));
    bytes.set(wanted, Math.max(0, at));
    at += chunk.length;
    if (at >= length) return bytes;
  }
  throw new QwenError("hub/bad-answer", `${answer.url.host} gave less than was asked for of ${subject}`);
}

function beyond({ subject, sizeBytes }: RemoteAddress, end: number): QwenError {
  const message = `byte ${end} of ${subject} is asked for, of which ${Math.min(sizeBytes, mostBytes)} may be looked at before it is pulled`;
  return new QwenError("files/unreadable", message);
}
