import { type ModelLoadEvent, modelLoadRequestSchema, parseRequest } from "@qwents/protocol";
import type { Context } from "hono";
import type { AppContext, AppEnv } from "../app-context.ts";
import { reasonOfCut } from "../call-signals.ts";
import { describeModel } from "../describe-model.ts";
import { errorAnswer } from "../error-answer.ts";
import { keepAliveMsOf } from "../keep-alive.ts";
import { loadEvents } from "../load-events.ts";
import { findModel } from "../served-models.ts";
import { namedEvents, sseBody, sseHeaders } from "../sse-body.ts";

const framing = namedEvents(": keep-alive\n\n");

/** `POST /v1/models/load`: loads a model before it is needed, and tells how far it is. */
export function loadModel({ models, bodies, shutdown, heartbeatMs, sendTimeoutMs, onError }: AppContext) {
  return async (c: Context<AppEnv>): Promise<Response> => {
    const request = parseRequest(modelLoadRequestSchema, await bodies.read(c.req.raw));
    const keepAliveMs = keepAliveMsOf(request.keep_alive);
    const slot = await findModel(models, request.model);
    const gone = new AbortController();
    const signal = AbortSignal.any([c.req.raw.signal, shutdown, gone.signal]);
    const toReason = (error: unknown) => (signal.aborted ? reasonOfCut(shutdown) : error);
    if (request.stream !== true) {
      try {
        const { release } = await slot.use({ signal, keepAliveMs });
        release();
      } catch (error) {
        throw toReason(error);
      }
      return c.json(describeModel(slot));
    }
    const body = sseBody<ModelLoadEvent>(loadEvents(slot, { signal, keepAliveMs }), {
      framing,
      heartbeatMs,
      sendTimeoutMs,
      onEnd: () => gone.abort(),
      onError: (error) => errorAnswer(toReason(error), c, onError).body,
    });
    return c.body(body, 200, sseHeaders);
  };
}
