import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { QwenError } from "@qwents/engine";
import { findCached, type ModelOrigin } from "./hub/cached-models.ts";
import { hubSettings } from "./hub/hub-settings.ts";
import { type ModelReference, parseReference } from "./hub/model-reference.ts";
import { UsageError } from "./terminal/usage-error.ts";

/** What the built-in model is called, whatever its file is, and wherever a model is named. A path can say `./cockpit`. */
export const builtInModelId = "cockpit";

/** In the repository it lies in models/; a published package carries a copy beside its code. */
export function builtInModel(): string {
  const places = ["../../../models/cockpit/cockpit-q8_0.gguf", "../models/cockpit-q8_0.gguf"];
  const found = places.map((place) => fileURLToPath(new URL(place, import.meta.url))).find(existsSync);
  if (found) return found;
  throw new QwenError("files/not-found", "the built-in model is missing from this installation; name a model file");
}

/** A model on this machine, and where it came from. */
export interface FoundModel {
  readonly name: string;
  readonly place: string;
  readonly from: "built in" | "path" | ModelReference;
  /** Of what a hub had. */
  readonly origin?: ModelOrigin;
}

/**
 * Finds a model: what lies at a path, what was pulled by that name, or the built-in model.
 * @throws QwenError `files/not-found` for a model that was not pulled; UsageError for an unknown short name
 */
export async function findModel(model: string | undefined): Promise<FoundModel> {
  if (model === undefined || model === builtInModelId)
    return { name: builtInModelId, place: builtInModel(), from: "built in" };
  const settings = hubSettings();
  const reference = existsSync(model) ? undefined : parseReference(model, settings);
  if (!reference) return { name: model, place: model, from: "path" };
  const [found, another] = await findCached(reference, settings);
  if (another) throw new UsageError(`${model} has several models here; name one, as in ${found.name}`);
  if (found) return { ...found, from: reference };
  throw notHere(reference);
}

/** The path of a model that `findModel` finds. */
export async function resolveModel(model: string | undefined): Promise<string> {
  return (await findModel(model)).place;
}

function notHere(reference: ModelReference): QwenError {
  const { name } = reference;
  const pull = `qwen.ts pull ${name} brings it`;
  // With one slash and no more it may as well be a path.
  const isPath = reference.kind === "hub" && reference.file === undefined;
  const message = isPath
    ? `there is no ${name}; check the path, or, if it is a repository of the hub, ${pull}`
    : `${name} is not on this machine; ${pull}`;
  return new QwenError("files/not-found", message);
}
