import { ApiError } from "@qwents/protocol";
import type { Context } from "hono";
import type { AppContext, AppEnv } from "../app-context.ts";
import { reasonOfCut } from "../call-signals.ts";
import { ResponseSession } from "../responses/socket/response-session.ts";

/** `GET /v1/responses`: a WebSocket, over which responses are created one after the other. */
export function responseSocket(context: AppContext) {
  return (c: Context<AppEnv>): Response => {
    const upgrade = c.env?.upgrade;
    if (upgrade === undefined) {
      c.header("upgrade", "websocket");
      throw upgradeRequired();
    }
    if (context.draining.aborted) throw reasonOfCut(context.draining);
    const [caller, requestId] = [c.get("caller"), c.get("requestId")];
    context.responseSockets.checkRoom(caller);
    const { raw } = c.req;
    const checkKey = () => context.keyRing.identify(raw);
    upgrade((socket) => new ResponseSession({ context, socket, caller, requestId, checkKey }));
    c.set("isUpgraded", true);
    return c.body(null, 204);
  };
}

function upgradeRequired(): ApiError {
  const message = "GET /v1/responses is for WebSockets alone; a response is created by POST, and read by its id.";
  return new ApiError(message, { status: 426, type: "invalid_request_error", code: "upgrade_required" });
}
