import { QwenError } from "@qwents/engine";
import {
  ApiError,
  type ModelDeleted,
  modelFitRequestSchema,
  modelSearchQuerySchema,
  parseRequest,
} from "@qwents/protocol";
import type { Context } from "hono";
import type { AppContext, AppEnv } from "../app-context.ts";
import { reasonOfCut } from "../call-signals.ts";
import { libraryOf } from "../model-library.ts";
import type { ModelSlot } from "../models/model-slot.ts";
import { present } from "../present.ts";

/** Enough for a long chat. */
const usualContext = 8192;
const usualLimit = 20;

/** `POST /v1/models/fit`: what the quantisations of a model take, and which of them fit this machine. */
export function fitModel(context: AppContext) {
  return async (c: Context<AppEnv>): Promise<Response> => {
    const library = libraryOf(context);
    const body = parseRequest(modelFitRequestSchema, await context.bodies.read(c.req.raw));
    const query = {
      model: body.model,
      contextLength: body.context_length ?? usualContext,
      measuresAgain: body.measure_again ?? false,
    };
    return c.json(await untilCut(c, context, (signal) => library.fit({ ...query, signal })));
  };
}

/** `GET /v1/models/search`: by name, of what has a short name, is here or is on the hub. */
export function searchModels(context: AppContext) {
  return async (c: Context<AppEnv>): Promise<Response> => {
    const library = libraryOf(context);
    const { q = "", limit = usualLimit, hub } = parseRequest(modelSearchQuerySchema, c.req.query());
    return c.json(
      await untilCut(c, context, (signal) => library.search({ text: q, limit, ...present({ hub }), signal })),
    );
  };
}

/** `DELETE /v1/models/{id}`: from the disk. */
export function deleteModel(context: AppContext) {
  return async (c: Context<AppEnv>): Promise<Response> => {
    const id = c.req.param("id") ?? "";
    const body: ModelDeleted = { id, object: "model", deleted: true, ...(await removeModel(c, context, id)) };
    return c.json(body);
  };
}

/**
 * Unloads a model, after those who use it or wait for it, and deletes it.
 * @throws ApiError 403 for a model that was not pulled, 409 for one that cannot be unloaded; what the library throws; why
 * the request was cut
 */
export async function removeModel(
  c: Context<AppEnv>,
  context: AppContext,
  id: string,
): Promise<Pick<ModelDeleted, "freed_bytes">> {
  const { models } = context;
  const library = libraryOf(context);
  const name = await library.findRemovable(id).catch(async (error: unknown) => {
    const isUnknown = error instanceof QwenError && error.code === "files/not-found";
    throw isUnknown && (await models.manager.find(id)) !== undefined ? notPulled(id) : error;
  });
  const slot = await models.manager.find(name);
  if (slot !== undefined) await untilCut(c, context, (signal) => leave(slot, signal));
  return await library.remove(name);
}

async function leave(slot: ModelSlot, signal: AbortSignal): Promise<void> {
  await slot.unload();
  if (!slot.isLive) return;
  // For those who wait it is loaded all the same, and as long its files are read.
  const release = await slot.use({ signal }).then(
    (lease) => lease.release,
    () => signal.throwIfAborted(),
  );
  release?.();
  await slot.unload();
}

function notPulled(id: string): ApiError {
  const message = `'${id.slice(0, 128)}' was not pulled, so it is not deleted: it belongs to the installation, or to whoever put it there.`;
  return new ApiError(message, { status: 403, type: "invalid_request_error", code: "forbidden", param: "model" });
}

/** A call that ends with the server, or when the client goes away. */
async function untilCut<T>(c: Context<AppEnv>, { shutdown }: AppContext, call: (signal: AbortSignal) => Promise<T>) {
  const signal = AbortSignal.any([c.req.raw.signal, shutdown]);
  try {
    return await call(signal);
  } catch (error) {
    throw signal.aborted ? reasonOfCut(shutdown) : error;
  }
}
