import { type ModelLoadEvent, readSse } from "@qwents/protocol";
import { call, connected, errorIn } from "./http.ts";
import { ServerError } from "./server-error.ts";

/**
 * Has the server load a model, and tells how far it is; the last event says that it is loaded. Ending the iteration early,
 * or aborting, leaves the load to the server.
 * @throws ServerError; what the signal was aborted with
 */
export async function* streamModelLoad(model: string, signal?: AbortSignal): AsyncGenerator<ModelLoadEvent, void> {
  const response = await call("/v1/models/load", { body: { model, stream: true }, signal });
  if (response.body === null) return;
  const events = readSse(response.body);
  try {
    for (;;) {
      const { done, value } = await connected("broken_off", signal, () => events.next());
      if (done || value.data === "[DONE]") return;
      const event: unknown = JSON.parse(value.data);
      const error = errorIn(event);
      if (error !== undefined) throw new ServerError(error.message, { status: 200, code: error.code });
      yield event as ModelLoadEvent;
    }
  } finally {
    await events.return();
  }
}
