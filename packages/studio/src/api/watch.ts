import { readSse, type ServerStatus, type StepTraceEvent } from "@qwents/protocol";
import { call, connected, errorIn } from "./http.ts";
import { ServerError } from "./server-error.ts";

/** Events as they come, until the signal, or the server ends them. */
export type Watch<Event> = (signal: AbortSignal) => Promise<AsyncIterable<Event>>;

/** `GET /v1/status`: gauges of all loaded models, twice a second. @throws ServerError; what the signal was aborted with */
export const watchStatus: Watch<ServerStatus> = (signal) => watch("/v1/status?stream=true", signal);

/** `GET /v1/trace`: the steps of a loaded model, op by op. @throws ServerError; what the signal was aborted with */
export function watchTrace(model: string): Watch<StepTraceEvent> {
  return (signal) => watch(`/v1/trace?model=${encodeURIComponent(model)}`, signal);
}

async function watch<Event>(path: string, signal: AbortSignal): Promise<AsyncIterable<Event>> {
  const { body } = await call(path, { signal });
  return eventsOf<Event>(body ?? new ReadableStream(), signal);
}

async function* eventsOf<Event>(body: ReadableStream<Uint8Array>, signal: AbortSignal): AsyncGenerator<Event, void> {
  const events = readSse(body);
  try {
    for (;;) {
      const { done, value } = await connected("broken_off", signal, () => events.next());
      if (done) return;
      const event: unknown = JSON.parse(value.data);
      const error = errorIn(event);
      if (error !== undefined) throw new ServerError(error.message, { status: 200, code: error.code });
      yield event as Event;
    }
  } finally {
    await events.return();
  }
}
