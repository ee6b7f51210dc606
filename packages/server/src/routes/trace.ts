import { ApiError, encodeSseComment, parseRequest, traceQuerySchema } from "@qwents/protocol";
import type { Context } from "hono";
import type { AppContext, AppEnv } from "../app-context.ts";
import { errorAnswer } from "../error-answer.ts";
import { findModel } from "../served-models.ts";
import { namedEvents, sseBody, sseHeaders } from "../sse-body.ts";
import { tracedSteps } from "../watching/watching.ts";

const framing = namedEvents(encodeSseComment("keep-alive"));

/** `GET /v1/trace`: where the time of steps goes, as long as somebody reads it. */
export function trace(context: AppContext) {
  return async (c: Context<AppEnv>): Promise<Response> => {
    const { model = "default", steps = Number.POSITIVE_INFINITY } = parseRequest(traceQuerySchema, c.req.query());
    const { loaded } = await findModel(context.models, model);
    if (loaded === undefined) throw notLoaded(model);
    const { engine } = loaded;
    if (!engine.trace) throw notTimed(model);
    return watchStream(c, context, (signal) => tracedSteps(engine, steps, signal));
  };
}

/** Events until they end, the client goes away or the server shuts down. @throws ApiError 429 */
export function watchStream(
  c: Context<AppEnv>,
  { watchers, shutdown, heartbeatMs, sendTimeoutMs, onError }: AppContext,
  events: (signal: AbortSignal) => AsyncIterable<{ readonly type: string }>,
): Response {
  watchers.checkRoom();
  const over = new AbortController();
  const signal = AbortSignal.any([over.signal, c.req.raw.signal, shutdown]);
  let leave = () => {};
  const watched = async function* () {
    leave = watchers.enter();
    yield* events(signal);
  };
  const body = sseBody(watched(), {
    framing,
    heartbeatMs,
    sendTimeoutMs,
    onEnd: () => {
      over.abort();
      leave();
    },
    onError: (error) => errorAnswer(error, c, onError).body,
  });
  return c.body(body, 200, sseHeaders);
}

function notLoaded(model: string): ApiError {
  const message = `'${model.slice(0, 128)}' is not loaded, so it takes no steps. Ask it something first.`;
  return new ApiError(message, { status: 409, type: "invalid_request_error", code: "model_not_loaded" });
}

function notTimed(model: string): ApiError {
  const message = `The steps of '${model.slice(0, 128)}' cannot be timed where it runs.`;
  return new ApiError(message, { status: 501, type: "server_error", code: "not_supported" });
}
