import { badListing, isObject } from "./hub-listing.ts";
import type { HubAccess } from "./hub-site.ts";
import { getJson } from "./hub-site.ts";
import { huggingFace } from "./hugging-face.ts";
import { isRepoName } from "./model-reference.ts";

/** A repository of GGUF files, as the hub's search tells it. */
export interface FoundRepo {
  readonly repo: string;
  readonly architecture: string | undefined;
  readonly numDownloads: number | undefined;
  readonly numLikes: number | undefined;
  /** ISO 8601 */
  readonly lastModified: string | undefined;
  readonly isGated: boolean;
}

/** Fewer of what is asked for may be of the family. */
const surplus = 2;
const mostAsked = 100;
const wanted = ["downloads", "likes", "lastModified", "gated", "gguf"];

/**
 * Asks Hugging Face for repositories of GGUF files whose names have these words, the most downloaded first. Those whose
 * architecture is none of Qwen's are left out; where the hub does not say it, the name decides.
 * @throws QwenError of `hub/`
 * @see https://huggingface.co/docs/hub/api#get-apimodels
 */
export async function searchHub(text: string, limit: number, access: HubAccess): Promise<FoundRepo[]> {
  const query = new URLSearchParams({
    search: text.trim() === "" ? "qwen" : text,
    filter: "gguf",
    sort: "downloads",
    direction: "-1",
    limit: String(Math.min(mostAsked, limit * surplus)),
  });
  for (const field of wanted) query.append("expand[]", field);
  const lister = { repo: "a search", hub: huggingFace.name, variable: huggingFace.variables.endpoint };
  const { value } = await getJson(`api/models?${query}`, lister, access);
  if (!Array.isArray(value)) throw badListing(lister, "a list of models");
  return value.flatMap(foundRepo).filter(isOfFamily).slice(0, limit);
}

/** What says what it is by a name that is none is left out. */
function foundRepo(entry: unknown): FoundRepo[] {
  if (!isObject(entry) || typeof entry.id !== "string" || !isRepoName(entry.id)) return [];
  const { id, gguf, downloads, likes, lastModified, gated } = entry;
  const modified = typeof lastModified === "string" ? Date.parse(lastModified) : Number.NaN;
  const architecture = isObject(gguf) ? gguf.architecture : undefined;
  return [
    {
      repo: id,
      architecture: typeof architecture === "string" && /^[\w.-]{1,64}$/.test(architecture) ? architecture : undefined,
      numDownloads: countOf(downloads),
      numLikes: countOf(likes),
      lastModified: Number.isNaN(modified) ? undefined : new Date(modified).toISOString(),
      isGated: gated === true || typeof gated === "string",
    },
  ];
}

const isOfFamily = ({ repo, architecture }: FoundRepo): boolean =>
  architecture === undefined ? /qwen|qwq/i.test(repo) : /^qwen/i.test(architecture);

const countOf = (value: unknown): number | undefined =>
  typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
