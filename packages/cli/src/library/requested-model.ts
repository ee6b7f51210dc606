import type { HubSettings } from "../hub/hub-settings.ts";
import { type ModelReference, noReference, parseReference } from "../hub/model-reference.ts";
import { checkHost } from "../hub/public-fetch.ts";
import { printableLine } from "../terminal/printable.ts";

/**
 * What a request names a model by: never a path.
 * @throws UsageError for what is no reference, or an address that may not be reached
 */
export function requestedModel(text: string, settings: HubSettings, allowPrivateUrls: boolean): ModelReference {
  const reference = parseReference(text, settings);
  if (reference === undefined) throw noReference(printableLine(text));
  if (reference.kind === "url" && !allowPrivateUrls) checkHost(reference.url);
  return reference;
}

/** Equal for references to the same model, as far as names tell. */
export function keyOf(reference: ModelReference): string {
  if (reference.kind === "url") return `${reference.url.origin}${reference.url.pathname}`;
  const { hub, repo, revision, file = "" } = reference;
  return [hub, repo.toLowerCase(), revision, file.toLowerCase()].join(" ");
}
