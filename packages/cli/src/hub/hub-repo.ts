import { QwenError } from "@qwents/engine";
import { formatBytes } from "../terminal/format.ts";
import { UsageError } from "../terminal/usage-error.ts";
import { HubClient } from "./hub-client.ts";
import type { HubFile, HubListing } from "./hub-listing.ts";
import type { HubAccess, HubSite } from "./hub-site.ts";
import { hubSites } from "./hub-sites.ts";
import { type HubReference, repoName } from "./model-reference.ts";
import type { PullOptions } from "./pull-options.ts";
import { retriesOf } from "./receive-file.ts";
import { missingParts, modelsMatching, type RepoModel, repoModels } from "./repo-models.ts";

export type HubModel = RepoModel<HubFile>;

/** A repository as its hub lists it now. */
export interface HubRepo {
  readonly reference: HubReference;
  readonly site: HubSite;
  readonly access: HubAccess;
  readonly listing: HubListing;
  /** Whole models; at least one. */
  readonly models: readonly HubModel[];
}

/** Asks the hub for a repository. @throws QwenError of `hub/` */
export async function openHubRepo(reference: HubReference, options: PullOptions): Promise<HubRepo> {
  const { settings, signal } = options;
  const site = hubSites[reference.hub];
  const account = settings[reference.hub];
  if (settings.isOffline) throw offline(reference.repo);
  const client = new HubClient(site, account);
  const access = { client, endpoint: account.endpoint, retries: retriesOf(options), signal };
  const listing = await site.list(reference.repo, reference.revision, access);
  const models = repoModels(listing.files);
  if (models.length > 0) return { reference, site, access, listing, models };
  throw new QwenError("hub/not-found", noModel(reference.repo, listing));
}

function noModel(repo: string, { files }: HubListing): string {
  const [lacking] = missingParts(files);
  return lacking === undefined
    ? `${repo} has no GGUF files, nor config.json with safetensors; look for a repository whose name ends in GGUF`
    : `${repo} has not all parts of ${lacking.path}: ${lacking.numThere} of ${lacking.numParts}; its uploader may still be at it, or take another repository`;
}

/** What is asked of the network although nothing may be. */
export function offline(subject: string): QwenError {
  const message = `${subject} is not here, and nothing is fetched offline; leave out --offline and HF_HUB_OFFLINE`;
  return new QwenError("hub/offline", message);
}

/**
 * The one model that a reference means.
 * @throws QwenError `hub/not-found`; UsageError when it could be one of several
 */
export function chooseModel({ reference, models, listing }: HubRepo): HubModel {
  const { repo, file } = reference;
  const matching = modelsMatching(models, file);
  const [model, another] = matching;
  if (model === undefined) {
    const lacking = missingParts(listing.files).map(
      ({ path, numThere, numParts }) => `${path} (${numThere} of ${numParts} parts)`,
    );
    const halves = lacking.length > 0 ? `, and not all parts of ${lacking.join(", ")}` : "";
    throw new QwenError("hub/not-found", `${repo} has no ${file}; it has ${models.map(labelled).join(", ")}${halves}`);
  }
  if (another === undefined) return model;
  const choice = matching.map(labelled).join(", ");
  const fit = `qwen.ts fit ${reference.name} tells which fits this machine`;
  throw new UsageError(
    `${repo} has several models: ${choice}; name one, as in ${repoName(reference)}:${model.label}; ${fit}`,
  );
}

export const sizeOfFiles = (files: readonly { readonly sizeBytes: number }[]): number =>
  files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);

/** "Q8_0 (610 MiB)" */
export const labelled = ({ label, files }: HubModel): string => `${label} (${formatBytes(sizeOfFiles(files))})`;
