import { type FoundRepo, foundRepo, isOfFamily, surplus, wordsOr } from "./found-repo.ts";
import { badListing, isObject } from "./hub-listing.ts";
import { getJson, type HubAccess } from "./hub-site.ts";
import { huggingFace } from "./hugging-face.ts";

const mostAsked = 100;
const wanted = ["downloads", "likes", "lastModified", "gated", "gguf"];

/**
 * Asks Hugging Face for repositories of GGUF files whose names have these words, the most downloaded first. Those whose
 * architecture is none of Qwen's are left out; where the hub does not say it, the name decides.
 * @throws QwenError of `hub/`
 * @see https://huggingface.co/docs/hub/api#get-apimodels
 */
export async function searchHuggingFace(text: string, limit: number, access: HubAccess): Promise<FoundRepo[]> {
  const query = new URLSearchParams({
    search: wordsOr(text),
    filter: "gguf",
    sort: "downloads",
    direction: "-1",
    limit: String(Math.min(mostAsked, limit * surplus)),
  });
  for (const field of wanted) query.append("expand[]", field);
  const lister = { repo: "a search", hub: huggingFace.name, variable: huggingFace.variables.endpoint };
  const { value } = await getJson(`api/models?${query}`, lister, access);
  if (!Array.isArray(value)) throw badListing(lister, "a list of models");
  return value.flatMap(toRepo).filter(isOfFamily).slice(0, limit);
}

function toRepo(entry: unknown): FoundRepo[] {
  if (!isObject(entry)) return [];
  const { id, gguf, downloads, likes, lastModified, gated } = entry;
  const architecture = isObject(gguf) ? gguf.architecture : undefined;
  return [foundRepo(id, { architecture, downloads, likes, lastModified, gated })].filter((repo) => repo !== undefined);
}
