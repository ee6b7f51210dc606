import { ApiError } from "@qwents/protocol";
import { closeCodes } from "../../web-socket/message-socket.ts";

/** How a WebSocket is closed. */
export interface Ending {
  /** What the client is told before. */
  readonly error?: ApiError;
  readonly code: number;
  readonly reason: string;
}

export const serverStops: Ending = { code: closeCodes.goingAway, reason: "the server is stopping" };

export const nothingToDo: Ending = { code: closeCodes.done, reason: "nothing was asked for a long time" };

export function connectionTooOld(maxAgeMs: number): Ending {
  const message = `The connection is ${maxAgeMs / 60_000} minutes old, as old as it may become. Open another one.`;
  const code = "websocket_connection_limit_reached";
  return {
    error: new ApiError(message, { status: 400, type: "invalid_request_error", code }),
    code: closeCodes.done,
    reason: code,
  };
}

export function tooManyMessages(maxWaiting: number): Ending {
  const message = `${maxWaiting} messages wait already: send the next one when there is an answer.`;
  const code = "too_many_messages";
  return {
    error: new ApiError(message, { status: 429, type: "rate_limit_error", code }),
    code: closeCodes.badClient,
    reason: code,
  };
}

/** @param error 503: the room for messages that wait is full */
export function noRoom(error: ApiError): Ending {
  return { error, code: closeCodes.tryAgainLater, reason: "too many messages wait" };
}
