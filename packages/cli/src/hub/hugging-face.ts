import { digestOf } from "./digest.ts";
import type { HubAnswer } from "./hub-client.ts";
import {
  badListing,
  checkedFiles,
  isObject,
  type ListedFile,
  type Lister,
  mayBelongToModel,
  mostListedFiles,
} from "./hub-listing.ts";
import { getJson, type HubAccess, type HubSite } from "./hub-site.ts";

/** The Hugging Face hub and its mirrors. @see https://huggingface.co/docs/hub/api */
export const huggingFace: HubSite = {
  id: "huggingFace",
  name: "Hugging Face",
  prefix: "hf",
  addresses: ["https://huggingface.co", "https://hf.co"],
  pageOf: (repo) => `https://huggingface.co/${repo}`,
  mainRevision: "main",
  variables: { endpoint: "HF_ENDPOINT", token: "HF_TOKEN" },
  authorization: (token) => ({ authorization: `Bearer ${token}` }),
  async list(repo, revision, access) {
    const lister = { repo, hub: this.name, variable: this.variables.endpoint };
    const commit = await commitOf(revision, lister, access);
    return { commit, files: checkedFiles(await listedFiles(commit, lister, access), lister) };
  },
  addressOf: (endpoint, { repo, commit, path }) =>
    new URL(`${endpoint}/${repo}/resolve/${commit}/${path.split("/").map(encodeURIComponent).join("/")}`),
};

/** The commit that a branch or tag stands for. */
async function commitOf(revision: string, lister: Lister, access: HubAccess): Promise<string> {
  const path = `api/models/${lister.repo}/revision/${encodeURIComponent(revision)}`;
  const { value } = await getJson(path, lister, access);
  const commit = isObject(value) ? value.sha : undefined;
  if (typeof commit === "string" && /^[0-9a-f]{40}$/.test(commit)) return commit;
  throw badListing(lister, "a commit");
}

async function listedFiles(commit: string, lister: Lister, access: HubAccess): Promise<ListedFile[]> {
  const path = `api/models/${lister.repo}/tree/${commit}`;
  const files: ListedFile[] = [];
  let query: string | undefined = "?recursive=true";
  for (let numEntries = 0; query !== undefined; ) {
    const { value, answer } = await getJson(path + query, lister, access);
    if (!Array.isArray(value)) throw badListing(lister, "a list of files");
    // An empty page with another behind it counts as well, so that no list is without end.
    numEntries += Math.max(value.length, 1);
    if (numEntries > mostListedFiles) throw badListing(lister, `a list of at most ${mostListedFiles} files`);
    files.push(...value.filter(isModelFile).map(listedFile));
    query = nextQuery(answer);
  }
  return files;
}

/** What asks for the next page, of the same place: where else a hub may point to is not followed. */
function nextQuery({ headers, url }: HubAnswer): string | undefined {
  const [, next] = /<([^>]+)>\s*;\s*rel="?next"?/.exec(headers.get("link") ?? "") ?? [];
  return next === undefined ? undefined : URL.parse(next, url)?.search;
}

interface Entry {
  readonly path: string;
  readonly oid?: unknown;
  readonly size?: unknown;
  readonly lfs?: unknown;
}

function isModelFile(entry: unknown): entry is Entry {
  const isFile = isObject(entry) && entry.type === "file" && typeof entry.path === "string";
  return isFile && mayBelongToModel(entry.path as string);
}

/** Large files are told by their SHA-256, others as git does. */
function listedFile({ path, oid, size, lfs }: Entry): ListedFile {
  if (isObject(lfs)) return { path, sizeBytes: lfs.size, digest: digestOf("sha256", lfs.oid) };
  return { path, sizeBytes: size, digest: digestOf("git-blob", oid) };
}
