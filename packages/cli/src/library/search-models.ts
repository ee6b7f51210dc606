import { QwenError } from "@qwents/engine";
import type { ModelSearch, ModelSearchResult } from "@qwents/protocol";
import type { ModelSearchQuery } from "@qwents/server";
import { type CachedModel, listCached } from "../hub/cached-models.ts";
import { HubClient } from "../hub/hub-client.ts";
import { offline } from "../hub/hub-repo.ts";
import type { HubSettings } from "../hub/hub-settings.ts";
import { huggingFace } from "../hub/hugging-face.ts";
import { repoName } from "../hub/model-reference.ts";
import { type FoundRepo, searchHub } from "../hub/search-hub.ts";
import { shortNames } from "../hub/short-names.ts";

/** Who searches, waits: the hub has no second try. */
const oneTry = { attempts: 1, firstDelayMs: 0, longestDelayMs: 0 };

/** Models whose names have all words: those that are here, those that have a short name, and what the hub finds. */
export async function searchModels(
  { text, limit, signal }: ModelSearchQuery,
  settings: HubSettings,
  timeoutMs: number,
): Promise<ModelSearch> {
  const [cached, asked] = await Promise.all([
    listCached(settings),
    askHub(text, limit, AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]), settings),
  ]);
  signal.throwIfAborted();
  const here = cached.filter(({ name, origin }) => matches(text, `${name} ${origin?.repo ?? ""}`));
  const short = shortNames.filter(
    ({ name, repo, file }) => matches(text, `${name} ${repo}:${file}`) && !here.some((model) => model.name === name),
  );
  const found = asked.repos.map((repo) => ofHub(repo, cached));
  return { object: "list", data: [...here.map(ofCache), ...short.map(ofTable), ...found], hub: asked.hub };
}

function matches(text: string, name: string): boolean {
  const lower = name.toLowerCase();
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => lower.includes(word));
}

interface Asked {
  readonly repos: readonly FoundRepo[];
  readonly hub: ModelSearch["hub"];
}

/** That the hub cannot be reached is an answer, too. */
async function askHub(text: string, limit: number, signal: AbortSignal, settings: HubSettings): Promise<Asked> {
  const { huggingFace: account, isOffline } = settings;
  try {
    if (isOffline) throw offline("What the hub has");
    const client = new HubClient(huggingFace, account);
    const repos = await searchHub(text, limit, { client, endpoint: account.endpoint, retries: oneTry, signal });
    return { repos, hub: { reached: true } };
  } catch (error) {
    return { repos: [], hub: { reached: false, reason: reasonOf(error, signal, account.endpoint) } };
  }
}

function reasonOf(error: unknown, signal: AbortSignal, endpoint: string): string {
  if (signal.aborted) return `${new URL(endpoint).host} did not answer in time`;
  if (error instanceof QwenError) return error.message;
  throw error;
}

function ofCache({ name, sizeBytes, origin }: CachedModel): ModelSearchResult {
  const source = origin && { repository: repoName(origin), quantization: origin.label };
  return { id: name, object: "model.search_result", source: "here", ...source, is_here: true, size_bytes: sizeBytes };
}

function ofTable({ name, repo, file }: (typeof shortNames)[number]): ModelSearchResult {
  const source = { repository: repo, quantization: file };
  return { id: name, object: "model.search_result", source: "short_name", ...source, is_here: false };
}

function ofHub(found: FoundRepo, cached: readonly CachedModel[]): ModelSearchResult {
  const { repo, architecture, numDownloads, numLikes, lastModified, isGated } = found;
  return {
    id: repo,
    object: "model.search_result",
    source: "repository",
    repository: repo,
    is_here: cached.some(({ origin }) => origin?.hub === "huggingFace" && origin.repo === repo),
    ...(architecture !== undefined && { architecture }),
    ...(numDownloads !== undefined && { downloads: numDownloads }),
    ...(numLikes !== undefined && { likes: numLikes }),
    ...(lastModified !== undefined && { last_modified: lastModified }),
    is_gated: isGated,
  };
}
