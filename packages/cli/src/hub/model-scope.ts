import { createHash } from "node:crypto";
import { QwenError } from "@qwents/engine";
import { digestOf } from "./digest.ts";
import {
  badListing,
  checkedFiles,
  type HubFile,
  isObject,
  type ListedFile,
  mayBelongToModel,
  mostListedFiles,
} from "./hub-listing.ts";
import { getJson, type HubSite } from "./hub-site.ts";

/**
 * ModelScope, which tells the SHA-256 of every file.
 * @see https://github.com/modelscope/modelscope/blob/master/modelscope/hub/api.py
 */
export const modelScope: HubSite = {
  id: "modelScope",
  name: "ModelScope",
  prefix: "modelscope",
  addresses: [
    "https://www.modelscope.cn",
    "https://modelscope.cn",
    "https://www.modelscope.ai",
    "https://modelscope.ai",
  ],
  pageOf: (repo) => `https://www.modelscope.cn/models/${repo}`,
  mainRevision: "master",
  variables: { endpoint: "MODELSCOPE_DOMAIN", token: "MODELSCOPE_API_TOKEN" },
  authorization: (token) => ({ authorization: `Bearer ${token}`, cookie: `m_session_id=${encodeURIComponent(token)}` }),
  async list(repo, revision, access) {
    const lister = { repo, hub: this.name, variable: this.variables.endpoint };
    const query = new URLSearchParams({ Revision: revision, Recursive: "True" });
    const { value } = await getJson(`api/v1/models/${repo}/repo/files?${query}`, lister, access);
    const data = isObject(value) && value.Code === 200 ? value.Data : undefined;
    if (!isObject(data)) throw badListing(lister, "a list of files");
    // What it answers for a branch that is not there.
    if (data.Files === null) throw new QwenError("hub/not-found", `${repo} has no revision ${revision} on ModelScope`);
    if (!Array.isArray(data.Files) || data.Files.length > mostListedFiles) throw badListing(lister, "a list of files");
    const files = checkedFiles(data.Files.filter(isModelFile).map(listedFile), lister);
    return { commit: commitOf(files), files };
  },
  addressOf: (endpoint, { repo, revision, path }) =>
    new URL(`${endpoint}/api/v1/models/${repo}/repo?${new URLSearchParams({ Revision: revision, FilePath: path })}`),
};

/** The listing names no commit of the whole, so a snapshot is called by what is in it. */
function commitOf(files: readonly HubFile[]): string {
  const contents = files.map(({ path, digest }) => `${digest.hex} ${path}\n`).sort();
  return createHash("sha1").update(contents.join("")).digest("hex");
}

interface Entry {
  readonly Path: string;
  readonly Size?: unknown;
  readonly Sha256?: unknown;
}

function isModelFile(entry: unknown): entry is Entry {
  const isFile = isObject(entry) && entry.Type === "blob" && typeof entry.Path === "string";
  return isFile && mayBelongToModel(entry.Path as string);
}

const listedFile = ({ Path, Size, Sha256 }: Entry): ListedFile => ({
  path: Path,
  sizeBytes: Size,
  digest: digestOf("sha256", Sha256),
});
