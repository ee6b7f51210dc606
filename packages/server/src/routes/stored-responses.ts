import {
  invalidRequest,
  parseRequest,
  type ResponseDeleted,
  type ResponseItemList,
  responseItemListQuerySchema,
  responseRetrieveQuerySchema,
} from "@qwents/protocol";
import type { Context } from "hono";
import { ownerOf } from "../access/caller.ts";
import type { AppContext, AppEnv } from "../app-context.ts";
import { errorAnswer } from "../error-answer.ts";
import type { KeptItem } from "../responses/conversation.ts";
import { currentOf } from "../responses/response-store.ts";
import { sseBody, sseHeaders } from "../sse-body.ts";
import { responseFraming } from "./responses.ts";

/** `GET /v1/responses/{id}`: a response as it is now, or the events of one that runs in the background. */
export function retrieveResponse({ responses, heartbeatMs, sendTimeoutMs, onError }: AppContext) {
  return (c: Context<AppEnv>): Response => {
    const { stream, starting_after } = parseRequest(responseRetrieveQuerySchema, c.req.query());
    const stored = responses.find(idOf(c), ownerOf(c.get("caller")));
    if (stream !== "true") return c.json(currentOf(stored));
    if (stored.run?.keepsEvents !== true) {
      const message =
        "'stream': only responses that were created with 'background' and 'stream' have their events kept. Leave it out.";
      throw invalidRequest(message, "invalid_value", "stream");
    }
    const body = sseBody(stored.run.events(starting_after), {
      framing: responseFraming,
      heartbeatMs,
      sendTimeoutMs,
      onEnd: () => {},
      onError: (error) => errorAnswer(error, c, onError).body,
    });
    return c.body(body, 200, sseHeaders);
  };
}

/** `DELETE /v1/responses/{id}` */
export function deleteResponse({ responses }: AppContext) {
  return (c: Context<AppEnv>): Response => {
    const id = idOf(c);
    responses.delete(id, ownerOf(c.get("caller")));
    const body: ResponseDeleted = { id, object: "response", deleted: true };
    return c.json(body);
  };
}

/** `POST /v1/responses/{id}/cancel`: ends what runs in the background; what has ended stays as it is. */
export function cancelResponse({ responses }: AppContext) {
  return (c: Context<AppEnv>): Response => {
    const stored = responses.find(idOf(c), ownerOf(c.get("caller")));
    if (!stored.resource.background) {
      const message =
        "Only responses that were created with 'background' can be cancelled: to end others, close the request.";
      throw invalidRequest(message, "invalid_value", "response_id");
    }
    stored.run?.cancel();
    return c.json(currentOf(stored));
  };
}

const defaultLimit = 20;

/** `GET /v1/responses/{id}/input_items`: all that a response was made of, as far as it is kept. */
export function listInputItems({ responses }: AppContext) {
  return (c: Context<AppEnv>): Response => {
    const { order, limit = defaultLimit, after } = parseRequest(responseItemListQuerySchema, c.req.query());
    const items = responses.inputItems(idOf(c), ownerOf(c.get("caller")));
    if (order !== "asc") items.reverse();
    const rest = after === undefined ? items : items.slice(indexBehind(items, after));
    const data = rest.slice(0, limit);
    const body: ResponseItemList = {
      object: "list",
      data,
      first_id: data[0]?.id ?? null,
      last_id: data.at(-1)?.id ?? null,
      has_more: rest.length > data.length,
    };
    return c.json(body);
  };
}

function indexBehind(items: readonly KeptItem[], id: string): number {
  const index = items.findIndex((item) => item.id === id);
  if (index >= 0) return index + 1;
  throw invalidRequest("'after': this response has no item of that id.", "invalid_value", "after");
}

function idOf(c: Context<AppEnv>): string {
  return c.req.param("id") ?? "";
}
