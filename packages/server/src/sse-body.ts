import { encodeSse, encodeSseComment } from "@qwents/protocol";

/** How a protocol writes its stream. */
export interface SseFraming<T extends object> {
  readonly encode: (payload: T) => string;
  /** By default an event of the name `error`. */
  readonly encodeError?: (error: object) => string;
  /** What goes out in a silence. */
  readonly heartbeat: string;
  /** Behind the last payload. */
  readonly end: string;
}

/** OpenAI's older endpoints: no names, and `[DONE]` at the end. */
export const plainEvents: SseFraming<object> = {
  encode: (payload) => encodeSse(JSON.stringify(payload)),
  heartbeat: encodeSseComment("keep-alive"),
  end: encodeSse("[DONE]"),
};

/** The same without a mark at the end: the last payload tells it. */
export const eventsWithoutDone: SseFraming<object> = { ...plainEvents, end: "" };

/** Every event under the name that is its `type`; the last of them tells the end. */
export function namedEvents(heartbeat: string, end = ""): SseFraming<{ readonly type: string }> {
  return { encode: (payload) => encodeSse(JSON.stringify(payload), payload.type), heartbeat, end };
}

export interface SseBodyOptions<T extends object> {
  readonly framing: SseFraming<T>;
  /** The framing's heartbeat goes out when there was nothing else for this long. */
  readonly heartbeatMs: number;
  /** The reader went away, or all has been sent. */
  readonly onEnd: () => void;
  /** What to tell the reader of an error. */
  readonly onError: (error: unknown) => object;
  /** How long a reader may take nothing before it counts as gone; infinite where its connection is watched. */
  readonly sendTimeoutMs: number;
}

/** Longer than pauses of readers that mean to go on: buffers on the way hold megabytes that they have not read yet. */
export const defaultSendTimeoutMs = 20_000;

export function errorEvent(error: object): string {
  return encodeSse(JSON.stringify(error), "error");
}

/** Headers of an event stream, for proxies too. */
export const sseHeaders = {
  "content-type": "text/event-stream; charset=utf-8",
  "cache-control": "no-cache, no-transform",
  "x-accel-buffering": "no",
};

/**
 * `payloads` as server-sent events, or as another framing has it. The next is asked for when the last was taken: a slow reader holds up the payloads
 * instead of piling them up, and is left alone after a while. An error goes out as the framing has it, and ends the stream.
 */
export function sseBody<T extends object>(
  payloads: AsyncIterator<T, unknown>,
  { framing, heartbeatMs, onEnd, onError, sendTimeoutMs }: SseBodyOptions<T>,
): ReadableStream<Uint8Array> {
  const utf8 = new TextEncoder();
  let pending: Promise<IteratorResult<T, unknown>> | undefined;
  let stall: ReturnType<typeof setTimeout> | undefined;

  async function nextText(): Promise<{ text: string; isLast: boolean }> {
    pending ??= payloads.next();
    const result = await within(pending, heartbeatMs);
    if (result === undefined) return { text: framing.heartbeat, isLast: false };
    pending = undefined;
    if (result.done === true) return { text: framing.end, isLast: true };
    return { text: framing.encode(result.value), isLast: false };
  }

  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        clearTimeout(stall);
        const next = await nextText().catch((error: unknown) => ({
          text: (framing.encodeError ?? errorEvent)(onError(error)),
          isLast: true,
        }));
        if (next.text !== "") controller.enqueue(utf8.encode(next.text));
        if (next.isLast) {
          onEnd();
          controller.close();
          return;
        }
        if (!Number.isFinite(sendTimeoutMs)) return;
        stall = setTimeout(() => {
          onEnd();
          controller.error(new Error("the reader takes nothing"));
        }, sendTimeoutMs);
        // Only there in Node. Readers that stop at the last event they want keep no process alive.
        (stall as { unref?: () => void }).unref?.();
      },
      cancel() {
        clearTimeout(stall);
        onEnd();
      },
    },
    { highWaterMark: 0 },
  );
}

/** The promise's value, or undefined when it takes longer than `ms`. */
export async function within<T>(promise: Promise<T>, ms: number): Promise<T | undefined> {
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
