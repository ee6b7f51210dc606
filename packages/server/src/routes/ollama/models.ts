import { type OllamaPs, type OllamaTags, ollamaShowRequestSchema, parseRequest } from "@qwents/protocol";
import type { Context } from "hono";
import type { AppContext, AppEnv } from "../../app-context.ts";
import { processOf, showOf, tagOf } from "../../ollama/describe-model.ts";
import { findTagged, nameOf } from "../../ollama/model-name.ts";

/** The version of Ollama whose protocol this is: clients ask, and refuse those that they take for too old. */
const protocolVersion = "0.33.0";

/** `GET /api/version` */
export function ollamaVersion(c: Context<AppEnv>): Response {
  return c.json({ version: protocolVersion });
}

/** `GET /api/tags`: the models there are. */
export function ollamaTags({ models }: AppContext) {
  return async (c: Context<AppEnv>): Promise<Response> => {
    const body: OllamaTags = { models: await Promise.all((await models.manager.list()).map(tagOf)) };
    return c.json(body);
  };
}

/** `GET /api/ps`: the models that are loaded. */
export function ollamaPs({ models }: AppContext) {
  return async (c: Context<AppEnv>): Promise<Response> => {
    const loaded = models.manager.slots.filter((slot) => slot.loaded !== undefined);
    const body: OllamaPs = { models: await Promise.all(loaded.map(processOf)) };
    return c.json(body);
  };
}

/** `POST /api/show`: what a model is, and what it can do. */
export function ollamaShow({ models, bodies }: AppContext) {
  return async (c: Context<AppEnv>): Promise<Response> => {
    const request = parseRequest(ollamaShowRequestSchema, await bodies.read(c.req.raw, true));
    return c.json(showOf(await findTagged(models, nameOf(request))));
  };
}
