import { type ApiErrorBody, encodeSse, encodeSseComment } from "@qwents/protocol";

export interface SseBodyOptions {
  /** A comment goes out when there was nothing else for this long. */
  readonly heartbeatMs: number;
  /** The reader went away, or all has been sent. */
  readonly onEnd: () => void;
  /** What to tell the reader of an error. */
  readonly onError: (error: unknown) => ApiErrorBody;
}

/** Headers of an event stream, for proxies too. */
export const sseHeaders = {
  "content-type": "text/event-stream; charset=utf-8",
  "cache-control": "no-cache, no-transform",
  "x-accel-buffering": "no",
};

/**
 * `payloads` as server-sent events, closed by OpenAI's `[DONE]`. The next is asked for when the last was taken: a slow
 * reader holds up the payloads instead of piling them up. An error goes out as an `error` event and ends the stream.
 */
export function sseBody(
  payloads: AsyncIterator<object, unknown>,
  { heartbeatMs, onEnd, onError }: SseBodyOptions,
): ReadableStream<Uint8Array> {
  const utf8 = new TextEncoder();
  let pending: Promise<IteratorResult<object, unknown>> | undefined;

  async function nextText(): Promise<{ text: string; isLast: boolean }> {
    pending ??= payloads.next();
    const result = await within(pending, heartbeatMs);
    if (result === undefined) return { text: encodeSseComment("keep-alive"), isLast: false };
    pending = undefined;
    if (result.done === true) return { text: encodeSse("[DONE]"), isLast: true };
    return { text: encodeSse(JSON.stringify(result.value)), isLast: false };
  }

  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const next = await nextText().catch((error: unknown) => ({
          text: encodeSse(JSON.stringify(onError(error)), "error"),
          isLast: true,
        }));
        controller.enqueue(utf8.encode(next.text));
        if (!next.isLast) return;
        onEnd();
        controller.close();
      },
      cancel: onEnd,
    },
    { highWaterMark: 0 },
  );
}

/** The promise's value, or undefined when it takes longer than `ms`. */
async function within<T>(promise: Promise<T>, ms: number): Promise<T | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const over = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, ms, undefined);
  });
  try {
    return await Promise.race([promise, over]);
  } finally {
    clearTimeout(timer);
  }
}
