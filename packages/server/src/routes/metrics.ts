import type { Context } from "hono";
import type { AppContext, AppEnv } from "../app-context.ts";

/** `GET /metrics`: figures for Prometheus. */
export function metrics({ models, metrics }: AppContext) {
  return async (c: Context<AppEnv>): Promise<Response> => {
    const statuses = new Map(models.loaded.map(({ id, engine }) => [id, engine.status]));
    const { text, contentType } = await metrics.expose(statuses);
    return c.body(text, 200, { "content-type": contentType });
  };
}
