import {
  invalidRequest,
  parseRequest,
  type ResponseEvent,
  type ResponseSocketError,
  responseCreateEventSchema,
} from "@qwents/protocol";
import { errorHeaders, toApiError } from "../../http-errors.ts";
import { parseJson } from "../../json-body.ts";
import { responseTurn, type TurnParts } from "./response-turn.ts";

/** Requests are counted under it, as those over HTTP are. */
const route = "/v1/responses";

export interface MessageParts extends TurnParts {
  /** Of the request that the WebSocket began with. */
  readonly requestId: string;
  /** @throws ApiError 401 */
  readonly checkKey: () => Promise<unknown>;
}

/** With the `stream_id` of the message, if that has one. */
export type SocketEvent = (ResponseEvent | ResponseSocketError) & { readonly stream_id?: string };

/**
 * What one message is answered: the events of a response, or an error, which is the last. Nothing once the client is gone.
 * @param message undefined for what is no text
 */
export async function* answerMessage(
  message: Uint8Array | undefined,
  parts: MessageParts,
): AsyncGenerator<SocketEvent, void> {
  const { metrics } = parts.context;
  let lane: { readonly stream_id?: string } = {};
  let hasBegun = false;
  try {
    await parts.checkKey();
    const { type, generate, stream_id, ...request } = parseMessage(message);
    if (stream_id != null) lane = { stream_id };
    for await (const event of responseTurn(request, parts)) {
      if (!hasBegun) metrics.requestAnswered(route, 200);
      hasBegun = true;
      yield { ...event, ...lane };
    }
  } catch (error) {
    if (parts.call.client.aborted) return;
    const event = errorEvent(error, parts);
    if (!hasBegun) metrics.requestAnswered(route, event.status);
    yield { ...event, ...lane };
  }
}

function parseMessage(message: Uint8Array | undefined) {
  if (message === undefined) {
    throw invalidRequest("Expected a JSON object as text, but got a binary message.", "invalid_json");
  }
  return parseRequest(responseCreateEventSchema, parseJson(message));
}

/** What a client is told of an error; our own faults are also told to the listener. */
export function errorEvent(
  fault: unknown,
  { context, requestId }: Pick<MessageParts, "context" | "requestId">,
): ResponseSocketError {
  const error = toApiError(fault);
  const { status, type, code, message, param } = error;
  if (status === 500) context.onError(error.cause ?? error, requestId);
  const headers = errorHeaders(error);
  const event: ResponseSocketError = { type: "error", status, error: { type, code: code ?? type, message, param } };
  return Object.keys(headers).length === 0 ? event : { ...event, headers };
}
