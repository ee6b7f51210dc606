import { createHash } from "node:crypto";
import { basename, join } from "node:path";
import { type CachedFile, HubCache, namesIn, sizeOf } from "./hub-cache.ts";
import { sizeOfFiles } from "./hub-repo.ts";
import type { HubSettings } from "./hub-settings.ts";
import type { HubId } from "./hub-site.ts";
import { hubSites } from "./hub-sites.ts";
import { type HubReference, type ModelReference, repoName } from "./model-reference.ts";
import { modelsMatching, type RepoModel, repoModels, safetensorsLabel } from "./repo-models.ts";
import { shortNames } from "./short-names.ts";

/** A whole model on this machine. */
export interface CachedModel {
  /** What a model argument names it by. */
  readonly name: string;
  /** Its file, the first one of a split model, or the folder with its safetensors. */
  readonly place: string;
  readonly sizeBytes: number;
  /** Where it came from; undefined for a file from elsewhere on the web. */
  readonly origin?: ModelOrigin;
}

export interface ModelOrigin {
  readonly hub: HubId;
  readonly repo: string;
  readonly commit: string;
  /** Its quantisation, or `safetensors`. */
  readonly label: string;
}

export type ModelFolders = Pick<HubSettings, "urlFolder"> & Readonly<Record<HubId, Pick<HubSettings[HubId], "folder">>>;

/** The models that a reference can mean, of those that are here: none, one, or several when it names no quantisation. */
export async function findCached(reference: ModelReference, folders: ModelFolders): Promise<CachedModel[]> {
  if (reference.kind === "hub") return await findInCache(reference, new HubCache(folders[reference.hub].folder));
  const place = urlPlace(reference.url, folders);
  const sizeBytes = await sizeOf(place);
  return sizeBytes === undefined ? [] : [{ name: reference.name, place, sizeBytes }];
}

/** All models that are here. */
export async function listCached(folders: ModelFolders): Promise<CachedModel[]> {
  const models: CachedModel[] = [];
  for (const { id } of Object.values(hubSites)) {
    const cache = new HubCache(folders[id].folder);
    for (const repo of await cache.repos()) models.push(...(await modelsOf(id, repo, cache)));
  }
  for (const path of await namesIn(folders.urlFolder, true)) {
    const place = join(folders.urlFolder, path);
    const sizeBytes = /\.gguf$/i.test(path) ? await sizeOf(place) : undefined;
    if (sizeBytes !== undefined) models.push({ name: place, place, sizeBytes });
  }
  return models;
}

/** Where a file from the web is kept: by its address without the query, which may change from day to day. */
export function urlPlace({ origin, pathname }: URL, { urlFolder }: Pick<ModelFolders, "urlFolder">): string {
  const id = createHash("sha256").update(`${origin}${pathname}`).digest("hex").slice(0, 16);
  const name = basename(pathname)
    .replace(/[^\w.-]/g, "_")
    .slice(-100);
  return join(urlFolder, id, name);
}

async function findInCache({ hub, repo, revision, file }: HubReference, cache: HubCache): Promise<CachedModel[]> {
  const isMain = revision === hubSites[hub].mainRevision;
  const commits = isMain ? await newestFirst(hub, repo, cache) : [await cache.commitOf(repo, revision)];
  for (const commit of commits) {
    const models = repoModels(await cache.modelFiles(repo, commit));
    const found = modelsMatching(models, file);
    const named = { hub, repo, commit, isAlone: models.length === 1 };
    if (found.length > 0) return found.map((model) => cachedModel(named, model, cache));
  }
  return [];
}

/** Of each model one copy, the newest that is known. */
async function modelsOf(hub: HubId, repo: string, cache: HubCache): Promise<CachedModel[]> {
  const byName = new Map<string, CachedModel>();
  for (const commit of (await newestFirst(hub, repo, cache)).reverse()) {
    const models = repoModels(await cache.modelFiles(repo, commit));
    const snapshot = { hub, repo, commit, isAlone: models.length === 1 };
    for (const model of models.map((found) => cachedModel(snapshot, found, cache))) byName.set(model.name, model);
  }
  return [...byName.values()];
}

async function newestFirst(hub: HubId, repo: string, cache: HubCache): Promise<string[]> {
  const current = await cache.commitOf(repo, hubSites[hub].mainRevision);
  return [current, ...(await cache.commits(repo)).filter((commit) => commit !== current)];
}

interface Snapshot extends Omit<ModelOrigin, "label"> {
  /** Whether it holds one model only. */
  readonly isAlone: boolean;
}

function cachedModel(
  snapshot: Snapshot,
  { container, label, files }: RepoModel<CachedFile>,
  cache: HubCache,
): CachedModel {
  const { hub, repo, commit } = snapshot;
  return {
    name: nameOf(snapshot, label),
    place: container === "safetensors" ? cache.snapshotPlace(repo, commit, "") : files[0].place,
    sizeBytes: sizeOfFiles(files),
    origin: { hub, repo, commit, label },
  };
}

/** A name that means this model and no other that is here. */
function nameOf({ hub, repo, isAlone }: Snapshot, label: string): string {
  const short = shortNames.find((name) => name.repo === repo && name.file.toLowerCase() === label.toLowerCase());
  if (hub === "huggingFace" && short) return short.name;
  const name = repoName({ hub, repo });
  return isAlone && label === safetensorsLabel ? name : `${name}:${label}`;
}
