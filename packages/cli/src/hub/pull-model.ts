import { UsageError } from "../terminal/usage-error.ts";
import { findCached } from "./cached-models.ts";
import { offline } from "./hub-repo.ts";
import type { ModelReference } from "./model-reference.ts";
import { pullFromHub } from "./pull-from-hub.ts";
import { pullFromUrl } from "./pull-from-url.ts";
import type { PulledModel, PullOptions } from "./pull-options.ts";

/**
 * Brings a model to this machine, or what is missing of it. An interrupted pull goes on where it ended; a file has its
 * final name only when it is whole and, from a hub, its hash is right. Offline, only what is here already is found.
 * @throws QwenError of `hub/` and `files/`, `model/too-large`; UsageError; AbortError
 */
export async function pullModel(reference: ModelReference, options: PullOptions): Promise<PulledModel> {
  if (options.settings.isOffline) return await alreadyHere(reference, options);
  return reference.kind === "hub" ? await pullFromHub(reference, options) : await pullFromUrl(reference, options);
}

async function alreadyHere(reference: ModelReference, { settings }: PullOptions): Promise<PulledModel> {
  const [found, another] = await findCached(reference, settings);
  if (found === undefined) throw offline(reference.name);
  if (another) throw new UsageError(`${reference.name} has several models here; name one, as in ${found.name}`);
  return { place: found.place, sizeBytes: found.sizeBytes, pulledBytes: 0 };
}
