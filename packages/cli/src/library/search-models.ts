import { QwenError } from "@qwents/engine";
import type { ModelSearch, ModelSearchResult } from "@qwents/protocol";
import type { ModelSearchQuery } from "@qwents/server";
import { type CachedModel, listCached } from "../hub/cached-models.ts";
import type { FoundRepo } from "../hub/found-repo.ts";
import { HubClient } from "../hub/hub-client.ts";
import { offline } from "../hub/hub-repo.ts";
import type { HubSettings } from "../hub/hub-settings.ts";
import type { HubId } from "../hub/hub-site.ts";
import { hubSites } from "../hub/hub-sites.ts";
import { repoName } from "../hub/model-reference.ts";
import { searchHuggingFace } from "../hub/search-hugging-face.ts";
import { searchModelScope } from "../hub/search-model-scope.ts";
import { shortNames } from "../hub/short-names.ts";

/** Who searches, waits: the hub has no second try. */
const oneTry = { attempts: 1, firstDelayMs: 0, longestDelayMs: 0 };

const searches = { huggingFace: searchHuggingFace, modelScope: searchModelScope };

/** Models whose names have all words: those that are here, those that have a short name, and what the hub finds. */
export async function searchModels(
  { limit, signal, ...asked }: ModelSearchQuery,
  settings: HubSettings,
  timeoutMs: number,
): Promise<ModelSearch> {
  const { hub, text } = hubOf(asked);
  const query = { text, limit, signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]) };
  const [cached, answer] = await Promise.all([listCached(settings), askHub(hub, query, settings)]);
  signal.throwIfAborted();
  const here = cached.filter(({ name, origin }) => matches(text, `${name} ${origin?.repo ?? ""}`));
  const short = shortNames.filter(
    ({ name, repo, file }) => matches(text, `${name} ${repo}:${file}`) && !here.some((model) => model.name === name),
  );
  const found = answer.repos.map((repo) => ofHub(hub, repo, cached));
  // They stand for repositories of Hugging Face.
  const named = hub === "huggingFace" ? short.map(ofTable) : [];
  return { object: "list", data: [...here.map(ofCache), ...named, ...found], hub: answer.hub };
}

/** Which hub is asked, and for what: words may begin as references to it do. */
function hubOf({ text, hub }: Pick<ModelSearchQuery, "text" | "hub">): { readonly hub: HubId; readonly text: string } {
  const [, prefix, words = text] = /^\s*(hf|modelscope):(.*)$/is.exec(text) ?? [];
  const named = prefix?.toLowerCase() === "modelscope" || (prefix === undefined && hub === "modelscope");
  return { hub: named ? "modelScope" : "huggingFace", text: words.trim() };
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
async function askHub(
  hub: HubId,
  { text, limit, signal }: Omit<ModelSearchQuery, "hub">,
  settings: HubSettings,
): Promise<Asked> {
  const account = settings[hub];
  if (limit === 0) return { repos: [], hub: { reached: false } };
  try {
    if (settings.isOffline) throw offline("What the hub has");
    const client = new HubClient(hubSites[hub], account);
    const repos = await searches[hub](text, limit, { client, endpoint: account.endpoint, retries: oneTry, signal });
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

function ofHub(hub: HubId, found: FoundRepo, cached: readonly CachedModel[]): ModelSearchResult {
  const { repo, architecture, numDownloads, numLikes, lastModified, isGated } = found;
  return {
    id: hub === "huggingFace" ? repo : `${hubSites[hub].prefix}:${repo}`,
    object: "model.search_result",
    source: "repository",
    repository: repo,
    is_here: cached.some(({ origin }) => origin?.hub === hub && origin.repo === repo),
    ...(architecture !== undefined && { architecture }),
    ...(numDownloads !== undefined && { downloads: numDownloads }),
    ...(numLikes !== undefined && { likes: numLikes }),
    ...(lastModified !== undefined && { last_modified: lastModified }),
    is_gated: isGated,
  };
}
