import type { ModelList } from "@qwents/protocol";
import type { Context } from "hono";
import type { AppContext, AppEnv } from "../app-context.ts";

/** `GET /v1/models` */
export function listModels({ models }: AppContext) {
  return (c: Context<AppEnv>): Response => {
    const body: ModelList = { object: "list", data: models.all.map((model) => model.describe()) };
    return c.json(body);
  };
}

/** `GET /v1/models/{id}` */
export function retrieveModel({ models }: AppContext) {
  return (c: Context<AppEnv>): Response => c.json(models.find(c.req.param("id") ?? "default").describe());
}
