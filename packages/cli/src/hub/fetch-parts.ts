import type { ByteRange } from "./byte-ranges.ts";
import type { Download, DownloadContext } from "./download.ts";
import type { PartialFile } from "./partial-file.ts";
import { requestRange } from "./ranged-request.ts";
import { backOff, PassingFault } from "./retry.ts";

/** A connection that brings as much before it is cut is worth another try. */
const progressBytes = 1024 * 1024;

/**
 * Fetches what is missing of a file: over one connection, or, once the server has shown that it gives parts, over
 * several that take part after part. It does without further ones that the server does not let through. When this
 * settles, nobody writes to the file any more.
 * @throws what `requestRange` throws, once the server was tried often enough
 */
export async function fetchParts(download: Download, file: PartialFile, context: DownloadContext): Promise<void> {
  const stop = new AbortController();
  const inner = { ...context, signal: AbortSignal.any([context.signal, stop.signal]) };
  const parts = new PartQueue(download, file, context);
  const lanes: Promise<void>[] = [];
  const onAnswer = (isRange: boolean): void => {
    while (isRange && lanes.length < parts.mostTakers) start(false);
  };
  const start = (isFirst: boolean): void => {
    const fetchPart = (part: ByteRange) => fetchRange(download, part, file, { ...inner, onAnswer });
    lanes.push(work(parts, fetchPart, isFirst).catch((error) => stop.abort(error)));
  };
  // The second time, what a lane that gave up has left.
  for (let round = 0; round < 2 && !stop.signal.aborted; round++) {
    start(true);
    // By index: the first lane starts others.
    for (let i = 0; i < lanes.length; i++) await lanes[i];
  }
  context.signal.throwIfAborted();
  if (stop.signal.aborted) throw stop.signal.reason;
}

/** Takes part after part. Only the first lane has to get through. */
async function work(parts: PartQueue, fetchPart: (part: ByteRange) => Promise<void>, isFirst: boolean): Promise<void> {
  for (let part = parts.take(); part !== undefined; part = parts.take()) {
    try {
      await fetchPart(part);
      parts.finish(part);
    } catch (error) {
      if (!isFirst && error instanceof PassingFault) return;
      throw error;
    } finally {
      parts.giveBack(part);
    }
  }
}

/** What is missing of a file, in parts. */
class PartQueue {
  /** How many can take parts at once. */
  readonly mostTakers: number;
  readonly #file: PartialFile;
  /** Infinite until a file of unknown size has ended. */
  #endBytes: number;
  readonly #partBytes: number;
  readonly #taken = new Set<ByteRange>();

  constructor({ sizeBytes, digest, tag }: Download, file: PartialFile, context: DownloadContext) {
    this.#file = file;
    this.#endBytes = sizeBytes ?? Number.POSITIVE_INFINITY;
    // Parts must be known to belong together.
    const canSplit = sizeBytes !== undefined && sizeBytes > context.partBytes && (digest ?? tag) !== undefined;
    this.mostTakers = canSplit ? context.connections : 1;
    this.#partBytes = this.mostTakers > 1 ? context.partBytes : Number.POSITIVE_INFINITY;
  }

  /** The first part that is missing and that nobody has; undefined when there is none. */
  take(): ByteRange | undefined {
    const isFree = ({ from, to }: ByteRange) => ![...this.#taken].some((part) => part.from < to && from < part.to);
    const part = this.#missingParts().find(isFree);
    if (part) this.#taken.add(part);
    return part;
  }

  /** All of a part has come: of the last one of a file of unknown size that is where it ends. */
  finish({ to }: ByteRange): void {
    if (to === Number.POSITIVE_INFINITY) this.#endBytes = this.#file.frontBytes;
  }

  giveBack(part: ByteRange): void {
    this.#taken.delete(part);
  }

  *#missingParts(): Generator<ByteRange> {
    const size = this.#partBytes;
    for (const { from, to } of this.#file.gaps({ from: 0, to: this.#endBytes })) {
      if (size === Number.POSITIVE_INFINITY) yield { from, to };
      else
        for (let at = from; at < to; at = nextBorder(at, size))
          yield { from: at, to: Math.min(to, nextBorder(at, size)) };
    }
  }
}

const nextBorder = (at: number, size: number): number => (Math.floor(at / size) + 1) * size;

interface RangeContext extends DownloadContext {
  readonly onAnswer: (isRange: boolean) => void;
}

/** All of a range, as often as it is cut. */
async function fetchRange(download: Download, range: ByteRange, file: PartialFile, context: RangeContext) {
  const { client, signal, retries, onAnswer } = context;
  const onBytes = () => context.onBytes(file.sizeBytes);
  let failures = 0;
  for (;;) {
    const [gap] = file.gaps(range);
    if (!gap) return;
    try {
      await requestRange(download, gap, file, { client, signal, onAnswer, onBytes });
      if (download.sizeBytes === undefined) return;
    } catch (error) {
      const [rest] = file.gaps({ from: gap.from, to: range.to });
      const came = (rest?.from ?? gap.to) - gap.from;
      failures = came >= progressBytes ? 1 : failures + 1;
      await backOff(error, failures, retries, signal);
    }
  }
}
