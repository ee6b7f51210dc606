import { ApiError } from "@qwents/protocol";
import type { ServedModel, ServedModels } from "../served-models.ts";

const defaultTag = ":latest";

/** A model's name as Ollama's clients expect it: with a tag. */
export function taggedName(id: string): string {
  return /:[^/]*$/.test(id) ? id : `${id}${defaultTag}`;
}

/** The model of a name, with its default tag or without; none where there is none. */
export function getTagged(models: ServedModels, name: string): ServedModel | undefined {
  return models.get(name) ?? (name.endsWith(defaultTag) ? models.get(name.slice(0, -defaultTag.length)) : undefined);
}

/** @throws ApiError 404 with the names there are */
export function findTagged(models: ServedModels, name: string): ServedModel {
  const found = getTagged(models, name);
  if (found !== undefined) return found;
  const served = models.all.map(({ id }) => `'${taggedName(id)}'`).join(", ");
  // Clients know it by these words.
  const message = `model '${name.slice(0, 128)}' not found. Served here: ${served}.`;
  throw new ApiError(message, { status: 404, type: "invalid_request_error", code: "model_not_found", param: "model" });
}
