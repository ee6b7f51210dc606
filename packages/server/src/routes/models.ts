import { type ModelList, modelUnloadRequestSchema, parseRequest } from "@qwents/protocol";
import type { Context } from "hono";
import type { AppContext, AppEnv } from "../app-context.ts";
import { describeModel } from "../describe-model.ts";
import { findModel } from "../served-models.ts";

/** `GET /v1/models`: all there are, loaded or not. */
export function listModels({ models }: AppContext) {
  return async (c: Context<AppEnv>): Promise<Response> => {
    const data = (await models.manager.list()).map(describeModel);
    const [first_id = null, last_id = null] = [data[0]?.id, data.at(-1)?.id];
    const body: ModelList = { object: "list", data, has_more: false, first_id, last_id };
    return c.json(body);
  };
}

/** `GET /v1/models/{id}` */
export function retrieveModel({ models }: AppContext) {
  return async (c: Context<AppEnv>): Promise<Response> =>
    c.json(describeModel(await findModel(models, c.req.param("id") ?? "default")));
}

/** `POST /v1/models/unload`: gives the memory of a model back; its next request loads it again. */
export function unloadModel({ models, bodies }: AppContext) {
  return async (c: Context<AppEnv>): Promise<Response> => {
    const { model, force } = parseRequest(modelUnloadRequestSchema, await bodies.read(c.req.raw));
    const slot = await findModel(models, model);
    await slot.unload({ force: force === true });
    return c.json(describeModel(slot));
  };
}
