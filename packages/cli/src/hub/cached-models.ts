import { createHash } from "node:crypto";
import { basename, join } from "node:path";
import { type GgufModel, ggufModels, modelsMatching } from "./gguf-models.ts";
import { type CachedFile, HubCache, namesIn, sizeOf } from "./hub-cache.ts";
import type { HubSettings } from "./hub-settings.ts";
import type { HubReference, ModelReference } from "./model-reference.ts";
import { shortNames } from "./short-names.ts";

/** A whole model on this machine. */
export interface CachedModel {
  /** What a model argument names it by. */
  readonly name: string;
  /** Its file, the first one of a split model. */
  readonly place: string;
  readonly sizeBytes: number;
}

type Folders = Pick<HubSettings, "hubFolder" | "urlFolder">;

/** The models that a reference can mean, of those that are here: none, one, or several when it names no quantisation. */
export async function findCached(reference: ModelReference, folders: Folders): Promise<CachedModel[]> {
  if (reference.kind === "hub") return await findInHubCache(reference, new HubCache(folders.hubFolder));
  const place = urlPlace(reference.url, folders);
  const sizeBytes = await sizeOf(place);
  return sizeBytes === undefined ? [] : [{ name: reference.name, place, sizeBytes }];
}

/** All models that are here. */
export async function listCached(folders: Folders): Promise<CachedModel[]> {
  const cache = new HubCache(folders.hubFolder);
  const models: CachedModel[] = [];
  for (const repo of await cache.repos()) models.push(...(await modelsOf(repo, cache)));
  for (const path of await namesIn(folders.urlFolder, true)) {
    const place = join(folders.urlFolder, path);
    const sizeBytes = /\.gguf$/i.test(path) ? await sizeOf(place) : undefined;
    if (sizeBytes !== undefined) models.push({ name: place, place, sizeBytes });
  }
  return models;
}

/** Where a file from the web is kept: by its address without the query, which may change from day to day. */
export function urlPlace({ origin, pathname }: URL, { urlFolder }: Folders): string {
  const id = createHash("sha256").update(`${origin}${pathname}`).digest("hex").slice(0, 16);
  const name = basename(pathname)
    .replace(/[^\w.-]/g, "_")
    .slice(-100);
  return join(urlFolder, id, name);
}

async function findInHubCache({ repo, revision, file }: HubReference, cache: HubCache): Promise<CachedModel[]> {
  const commits = revision === "main" ? await newestFirst(repo, cache) : [await cache.commitOf(repo, revision)];
  for (const commit of commits) {
    const found = modelsMatching(ggufModels(await cache.ggufFiles(repo, commit)), file);
    if (found.length > 0) return found.map((model) => cachedModel(repo, model));
  }
  return [];
}

/** Of each model one copy, the newest that is known. */
async function modelsOf(repo: string, cache: HubCache): Promise<CachedModel[]> {
  const byName = new Map<string, CachedModel>();
  for (const commit of (await newestFirst(repo, cache)).reverse()) {
    const models = ggufModels(await cache.ggufFiles(repo, commit)).map((model) => cachedModel(repo, model));
    for (const model of models) byName.set(model.name, model);
  }
  return [...byName.values()];
}

async function newestFirst(repo: string, cache: HubCache): Promise<string[]> {
  const current = await cache.commitOf(repo, "main");
  return [current, ...(await cache.commits(repo)).filter((commit) => commit !== current)];
}

function cachedModel(repo: string, { label, files }: GgufModel<CachedFile>): CachedModel {
  const short = shortNames.find((name) => name.repo === repo && name.file === label);
  const sizeBytes = files.reduce((sum, file) => sum + file.sizeBytes, 0);
  return { name: short?.name ?? `${repo}:${label}`, place: files[0].place, sizeBytes };
}
