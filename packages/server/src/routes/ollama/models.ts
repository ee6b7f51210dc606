import {
  ApiError,
  invalidRequest,
  type OllamaModelName,
  type OllamaPs,
  type OllamaTags,
  ollamaPullRequestSchema,
  ollamaShowRequestSchema,
  parseRequest,
} from "@qwents/protocol";
import type { Context } from "hono";
import type { AppContext, AppEnv } from "../../app-context.ts";
import { processOf, showOf, tagOf } from "../../ollama/describe-model.ts";
import { findTagged, getTagged } from "../../ollama/model-name.ts";

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

/** `POST /api/pull`: succeeds for what is served already; nothing is fetched. */
export function ollamaPull({ models, bodies }: AppContext) {
  return async (c: Context<AppEnv>): Promise<Response> => {
    const request = parseRequest(ollamaPullRequestSchema, await bodies.read(c.req.raw, true));
    if ((await getTagged(models, nameOf(request))) === undefined) throw noPull();
    const done = { status: "success" };
    return request.stream === false ? c.json(done) : c.body(`${JSON.stringify(done)}\n`, 200, ndjson);
  };
}

const ndjson = { "content-type": "application/x-ndjson" };

function nameOf({ model, name }: OllamaModelName): string {
  const given = model ?? name;
  if (given != null) return given;
  throw invalidRequest("'model' is required: expected a string.", "missing_required_parameter", "model");
}

function noPull(): ApiError {
  const message = "This server does not pull models over HTTP yet: pull with 'npx qwen.ts pull MODEL' and serve that.";
  return new ApiError(message, { status: 501, type: "invalid_request_error", code: "unsupported", param: "model" });
}
