import { type FoundRepo, foundRepo, isOfFamily, surplus, wordsOr } from "./found-repo.ts";
import { badListing, isObject } from "./hub-listing.ts";
import { getJson, type HubAccess } from "./hub-site.ts";
import { modelScope } from "./model-scope.ts";

/** No page of its answers has more. */
const mostAsked = 50;
const format = "gguf";

/**
 * The same of ModelScope, which tells neither what a repository holds nor the architecture: the format is one of the words
 * that are looked for, and names and tags decide.
 * @throws QwenError of `hub/`
 */
export async function searchModelScope(text: string, limit: number, access: HubAccess): Promise<FoundRepo[]> {
  const words = wordsOr(text);
  const query = new URLSearchParams({
    search: words.toLowerCase().includes(format) ? words : `${words} ${format}`,
    sort: "downloads",
    page_number: "1",
    page_size: String(Math.min(mostAsked, limit * surplus)),
  });
  const lister = { repo: "a search", hub: modelScope.name, variable: modelScope.variables.endpoint };
  const { value } = await getJson(`openapi/v1/models?${query}`, lister, access);
  const data = isObject(value) && value.success === true ? value.data : undefined;
  if (!isObject(data) || !Array.isArray(data.models)) throw badListing(lister, "a list of models");
  return data.models.flatMap(toRepo).filter(isOfFamily).slice(0, limit);
}

function toRepo(entry: unknown): FoundRepo[] {
  if (!isObject(entry)) return [];
  const { id, tags, downloads, likes, last_modified: lastModified, gated } = entry;
  const repo = foundRepo(id, { architecture: undefined, downloads, likes, lastModified, gated });
  const told = [id, ...(Array.isArray(tags) ? tags : [])].map((one) => String(one).toLowerCase());
  return repo !== undefined && told.some((one) => one.includes(format)) ? [repo] : [];
}
