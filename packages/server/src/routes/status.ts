import { parseRequest, statusQuerySchema } from "@qwents/protocol";
import type { Context } from "hono";
import type { AppContext, AppEnv } from "../app-context.ts";
import { findModel } from "../served-models.ts";
import { describeStatus } from "../watching/describe-status.ts";
import { repeatedly } from "../watching/watching.ts";
import { watchStream } from "./trace.ts";

/** `GET /v1/status`: gauges of the loaded models, once or twice a second. */
export function status(context: AppContext) {
  const { models } = context;
  return async (c: Context<AppEnv>): Promise<Response> => {
    const { model, stream, updates = Number.POSITIVE_INFINITY } = parseRequest(statusQuerySchema, c.req.query());
    const only = model === undefined ? undefined : await findModel(models, model);
    const now = () =>
      describeStatus((only ? [only] : models.manager.slots).flatMap(({ loaded }) => loaded?.engine ?? []));
    if (stream !== "true") return c.json(now());
    return watchStream(c, context, (signal) => repeatedly(now, updates, signal));
  };
}
