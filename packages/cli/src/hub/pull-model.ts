import type { ModelReference } from "./model-reference.ts";
import { pullFromHub } from "./pull-from-hub.ts";
import { pullFromUrl } from "./pull-from-url.ts";
import type { PulledModel, PullOptions } from "./pull-options.ts";

/**
 * Brings a model to this machine, or what is missing of it. An interrupted pull goes on where it ended; a file has its
 * final name only when it is whole and, from the hub, its SHA-256 is right.
 * @throws QwenError of `hub/` and `files/`, `model/too-large`; AbortError
 */
export async function pullModel(reference: ModelReference, options: PullOptions): Promise<PulledModel> {
  return reference.kind === "hub" ? await pullFromHub(reference, options) : await pullFromUrl(reference, options);
}
