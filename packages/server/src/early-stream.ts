import type { Context } from "hono";
import type { AppContext, AppEnv } from "./app-context.ts";
import { errorAnswer } from "./error-answer.ts";
import { errorEvent, type SseFraming, sseHeaders, within } from "./sse-body.ts";

type Framing = Pick<SseFraming<never>, "heartbeat" | "encodeError">;

/**
 * A stream whose model may take long to load. What begins within the time of a heartbeat is answered as it is, so that a
 * refusal has its status; after that the headers go out, heartbeats follow, and a refusal is an event.
 */
export async function earlyStream(
  c: Context<AppEnv>,
  { heartbeatMs, onError }: Pick<AppContext, "heartbeatMs" | "onError">,
  framing: Framing,
  respond: () => Promise<Response>,
  headers: Readonly<Record<string, string>> = sseHeaders,
): Promise<Response> {
  const answer = respond();
  const inTime = await within(answer, heartbeatMs);
  if (inTime !== undefined) return inTime;
  const late = answer.finally(() => releaseLeases(c));
  // Its reader may be gone by then.
  late.catch(() => {});
  const { encodeError = errorEvent } = framing;
  const toText = (error: unknown) => encodeError(errorAnswer(error, c, onError).body);
  return c.body(lateBody(late, { heartbeat: framing.heartbeat, heartbeatMs, toText }), 200, headers);
}

/** Those that the request took after its handler was done, which else releases them. */
function releaseLeases(c: Context<AppEnv>): void {
  for (const release of c.get("leases").splice(0)) release();
}

interface LateBody {
  readonly heartbeat: string;
  readonly heartbeatMs: number;
  readonly toText: (error: unknown) => string;
}

function lateBody(late: Promise<Response>, { heartbeat, heartbeatMs, toText }: LateBody): ReadableStream<Uint8Array> {
  const utf8 = new TextEncoder();
  let reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
  const begun = late.then(({ body }) => {
    reader = body?.getReader();
    return reader;
  });
  begun.catch(() => {});
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        controller.enqueue(utf8.encode(heartbeat));
      },
      async pull(controller) {
        try {
          if (reader === undefined && (await within(begun, heartbeatMs)) === undefined) {
            controller.enqueue(utf8.encode(heartbeat));
            return;
          }
        } catch (error) {
          controller.enqueue(utf8.encode(toText(error)));
          controller.close();
          return;
        }
        const { done, value } = (await reader?.read()) ?? { done: true };
        if (done || value === undefined) controller.close();
        else controller.enqueue(value);
      },
      cancel() {
        begun.then((inner) => inner?.cancel()).catch(() => {});
      },
    },
    { highWaterMark: 0 },
  );
}
