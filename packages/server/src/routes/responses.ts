import { type ApiErrorBody, encodeSse, encodeSseComment, parseRequest, responseRequestSchema } from "@qwents/protocol";
import type { Context } from "hono";
import { ownerOf } from "../access/caller.ts";
import type { AppContext, AppEnv } from "../app-context.ts";
import { callOf } from "../call-signals.ts";
import { earlyStream } from "../early-stream.ts";
import { errorAnswer } from "../error-answer.ts";
import { Generation } from "../generation.ts";
import { conversationOf } from "../responses/conversation.ts";
import { detached, keeping, lastOf } from "../responses/delivery.ts";
import { newResource } from "../responses/new-resource.ts";
import { responseEvents } from "../responses/response-events.ts";
import { responseToEngine } from "../responses/to-engine.ts";
import { namedEvents, sseBody, sseHeaders } from "../sse-body.ts";

/** How long a background request is waited for to be refused. */
const backgroundPatienceMs = 50;

/** Open Responses wants the mark at the end. */
export const responseFraming = namedEvents(encodeSseComment("keep-alive"), encodeSse("[DONE]"));

/** `POST /v1/responses`: an answer to a conversation that may be kept here; whole, as a stream, or in the background. */
export function createResponse({
  models,
  bodies,
  shutdown,
  heartbeatMs,
  sendTimeoutMs,
  onError,
  responses: store,
}: AppContext) {
  return async (c: Context<AppEnv>): Promise<Response> => {
    const request = parseRequest(responseRequestSchema, await bodies.read(c.req.raw));
    const respond = async (): Promise<Response> => {
      const owner = ownerOf(c.get("caller"));
      const model = await models.use(c, request.model);
      const conversation = conversationOf(request, store, owner);
      const isDetached = request.background === true;
      const controller = new AbortController();
      const call = callOf(c, { bodies, shutdown });
      const client = isDetached ? controller.signal : call.client;
      const generation = new Generation(model, [responseToEngine(request, conversation, model.engine.info)], {
        ...call,
        client,
      });
      const run = { model, request, resource: newResource(request, model), generation };
      const keep = { store, owner, input: conversation.input };
      if (!isDetached && request.stream !== true) return c.json(await lastOf(keeping(responseEvents(run), keep)));

      await generation.accepted(isDetached ? backgroundPatienceMs : heartbeatMs);
      const describe = (error: unknown) => errorAnswer(error, c, onError).body as ApiErrorBody;
      const events = responseEvents({ ...run, onError: describe });
      const background = isDetached ? detached(events, run, keep, controller) : undefined;
      if (background !== undefined && request.stream !== true) return c.json(background.resource);
      const body = sseBody(background?.events() ?? keeping(events, keep), {
        framing: responseFraming,
        heartbeatMs,
        sendTimeoutMs,
        onEnd: () => {
          if (!isDetached) generation.cancel();
        },
        onError: describe,
      });
      return c.body(body, 200, sseHeaders);
    };
    if (request.stream !== true) return await respond();
    return await earlyStream(c, { heartbeatMs, onError }, responseFraming, respond);
  };
}
