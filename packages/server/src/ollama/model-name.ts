import { invalidRequest, type OllamaModelName } from "@qwents/protocol";
import type { Context } from "hono";
import type { AppEnv } from "../app-context.ts";
import { type KeepAlive, keepAliveMsOf } from "../keep-alive.ts";
import type { ModelSlot } from "../models/model-slot.ts";
import { nearNames } from "../near-names.ts";
import { modelNotFound, type ServedModel, type ServedModels } from "../served-models.ts";

const defaultTag = ":latest";

/** A model's name as Ollama's clients expect it: with a tag. */
export function taggedName(id: string): string {
  return /:[^/]*$/.test(id) ? id : `${id}${defaultTag}`;
}

/** The name without the tag that its absence means. */
export function untagged(name: string): string {
  return name.endsWith(defaultTag) ? name.slice(0, -defaultTag.length) : name;
}

/** What a request calls its model. @throws ApiError 400 where it says nothing */
export function nameOf({ model, name }: OllamaModelName): string {
  const given = model || name;
  if (given) return given;
  throw invalidRequest("'model' is required: expected a string.", "missing_required_parameter", "model");
}

/** The model of a name, with its default tag or without; none where there is none. */
export async function getTagged({ manager }: ServedModels, name: string): Promise<ModelSlot | undefined> {
  return (await manager.find(name)) ?? (await manager.find(untagged(name)));
}

/** @throws ApiError 404 with names that may have been meant */
export async function findTagged(models: ServedModels, name: string): Promise<ModelSlot> {
  const found = await getTagged(models, name);
  if (found !== undefined) return found;
  const names = nearNames(name, models.manager.slots).map((near) => `'${taggedName(near)}'`);
  // Clients know it by these words.
  throw modelNotFound(`model '${name.slice(0, 128)}' not found. Served here: ${names.join(", ")}.`);
}

/** As `ServedModels.use`. @throws ApiError 400, too, for a time that is none */
export async function useTagged(
  c: Context<AppEnv>,
  models: ServedModels,
  name: string,
  keepAlive?: KeepAlive,
): Promise<ServedModel> {
  return await models.use(c, name, { find: findTagged, keepAliveMs: keepAliveMsOf(keepAlive) });
}
