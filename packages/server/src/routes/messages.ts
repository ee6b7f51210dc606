import { anthropicMessagesRequestSchema, encodeSse, parseRequest } from "@qwents/protocol";
import type { Context } from "hono";
import { messageEvents } from "../anthropic/message-events.ts";
import { messagesToEngine } from "../anthropic/to-engine.ts";
import { wholeMessage } from "../anthropic/whole-message.ts";
import type { AppContext, AppEnv } from "../app-context.ts";
import { callOf } from "../call-signals.ts";
import { earlyStream } from "../early-stream.ts";
import { Generation } from "../generation.ts";
import { namedEvents } from "../sse-body.ts";
import { streamGeneration } from "../stream-generation.ts";

const framing = namedEvents(encodeSse('{"type":"ping"}', "ping"));

/** `POST /v1/messages`: an answer to a conversation in Anthropic's protocol, whole or as a stream of events. */
export function messages(context: AppContext) {
  return async (c: Context<AppEnv>): Promise<Response> => {
    const request = parseRequest(anthropicMessagesRequestSchema, await context.bodies.read(c.req.raw));
    const respond = async (): Promise<Response> => {
      const model = await context.models.use(c, request.model);
      const generation = new Generation(
        model,
        [messagesToEngine(request, model.engine.info.toolCallStyle)],
        callOf(c, context),
      );
      const events = messageEvents(model, request, generation);
      if (request.stream !== true) return c.json(await wholeMessage(events));
      return await streamGeneration(c, context, generation, { payloads: events, framing });
    };
    if (request.stream !== true) return await respond();
    return await earlyStream(c, context, framing, respond);
  };
}
