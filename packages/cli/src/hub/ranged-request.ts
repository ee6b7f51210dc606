import { QwenError } from "@qwents/engine";
import type { ByteRange } from "./byte-ranges.ts";
import type { Download } from "./download.ts";
import type { HubAnswer, HubClient } from "./hub-client.ts";
import type { PartialFile } from "./partial-file.ts";
import { PassingFault } from "./retry.ts";

/** Other bytes came than were asked for: what is there of the file is not to be trusted. */
export class WrongBytes extends QwenError {
  constructor(message: string, details: Readonly<Record<string, unknown>> = {}) {
    super("hub/bad-answer", message, { details });
  }
}

export interface RangedRequest {
  readonly client: HubClient;
  readonly signal: AbortSignal;
  /** Called once bytes flow: whether they are the range alone, or all of the file. */
  readonly onAnswer?: (isRange: boolean) => void;
  readonly onBytes: () => void;
}

/**
 * Asks for the bytes from `range.from` on, up to `range.to` where that is not the end, and writes them. Servers that
 * ignore ranges send all of the file, of which what is there is skipped.
 * @throws WrongBytes; PassingFault when the connection ends too early; QwenError of `hub/` and `files/`; AbortError
 */
export async function requestRange(
  download: Download,
  range: ByteRange,
  file: PartialFile,
  { client, signal, onAnswer, onBytes }: RangedRequest,
): Promise<void> {
  const headers = { "accept-encoding": "identity", ...rangeHeader(range, download.sizeBytes) };
  const answer = await client.get(download.url, { subject: download.subject, signal, headers });
  try {
    const isRange = answer.status === 206;
    const { from, to } = checkedRange(answer, download, range);
    onAnswer?.(isRange);
    let at = from;
    for await (const chunk of answer.chunks) {
      if (at + chunk.length > to) throw tooLong(download, isRange ? range : undefined);
      await file.write(at, chunk);
      at += chunk.length;
      onBytes();
    }
    if (download.sizeBytes !== undefined && at < to) throw cutOff(answer, download);
  } finally {
    await answer.cancel();
  }
}

function rangeHeader({ from, to }: ByteRange, sizeBytes: number | undefined): Record<string, string> {
  const isToTheEnd = sizeBytes === undefined || to === sizeBytes;
  if (isToTheEnd) return from > 0 ? { range: `bytes=${from}-` } : {};
  return { range: `bytes=${from}-${to - 1}` };
}

/** Where the bytes of an answer begin, and where they have to end at the latest. @throws WrongBytes */
function checkedRange({ status, headers, url }: HubAnswer, download: Download, asked: ByteRange): ByteRange {
  const { subject, sizeBytes, mostBytes, tag } = download;
  const isAll = asked.from === 0 && asked.to >= (sizeBytes ?? Number.POSITIVE_INFINITY);
  const isSame = isAll || tag === undefined || tagOf(headers) === tag;
  if (isSame && status === 200) return { from: 0, to: sizeBytes ?? mostBytes };
  const contentRange = headers.get("content-range");
  const [, start, total] = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(contentRange ?? "") ?? [];
  const isWhole = total === "*" || sizeBytes === undefined || Number(total) === sizeBytes;
  if (isSame && status === 206 && Number(start) === asked.from && isWhole) {
    return { from: asked.from, to: Math.min(asked.to, mostBytes) };
  }
  throw new WrongBytes(
    `${url.host} gave something else than the bytes of ${subject} from ${asked.from} on; what is here of it is deleted, pull again to begin anew`,
    { status, contentRange },
  );
}

/** What a server tells versions of a file apart by. */
export const tagOf = (headers: Headers): string | undefined =>
  headers.get("etag") ?? headers.get("last-modified") ?? undefined;

function tooLong({ subject, sizeBytes, mostBytes }: Download, range: ByteRange | undefined): WrongBytes {
  const most = range ? range.to - range.from : (sizeBytes ?? mostBytes);
  return new WrongBytes(`expected at most ${most} bytes for ${subject}, but more came; what came is deleted`);
}

const cutOff = ({ url }: HubAnswer, { subject }: Download): PassingFault =>
  new PassingFault("hub/unreachable", `${url.host} ended ${subject} before all of it had come; pull again to go on`);
