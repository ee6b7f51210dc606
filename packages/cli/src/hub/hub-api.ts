import { QwenError } from "@qwents/engine";
import type { HubAnswer, HubClient } from "./hub-client.ts";
import { readJson } from "./read-json.ts";
import { type RetryPolicy, withRetries } from "./retry.ts";
import { isSafePath } from "./safe-path.ts";

/** A file of a repository, kept by the hub with its hash. */
export interface HubFile {
  /** Within the repository; safe to use below a folder. */
  readonly path: string;
  readonly sizeBytes: number;
  /** 64 hexadecimal digits. */
  readonly sha256: string;
}

export interface HubAccess {
  readonly client: HubClient;
  readonly endpoint: string;
  readonly retries: RetryPolicy;
  readonly signal: AbortSignal;
}

/** A repository with more pages than this is none that holds models. */
const mostPages = 100;

/** The commit that a branch or tag stands for: 40 hexadecimal digits. @throws QwenError of `hub/` */
export async function commitOf(repo: string, revision: string, access: HubAccess): Promise<string> {
  const { value } = await getJson(`api/models/${repo}/revision/${encodeURIComponent(revision)}`, repo, access);
  const commit = isObject(value) ? value.sha : undefined;
  if (typeof commit === "string" && /^[0-9a-f]{40}$/.test(commit)) return commit;
  throw badAnswer(repo, "a commit");
}

/**
 * The `.gguf` files of a repository at a commit.
 * @throws QwenError of `hub/`
 * @see https://huggingface.co/docs/hub/api
 */
export async function ggufFilesOf(repo: string, commit: string, access: HubAccess): Promise<HubFile[]> {
  const files: HubFile[] = [];
  let address: string | undefined = `api/models/${repo}/tree/${commit}?recursive=true`;
  for (let page = 0; address !== undefined; page++) {
    const { value, answer } = await getJson(address, repo, access);
    if (page >= mostPages || !Array.isArray(value)) throw badAnswer(repo, "a list of files");
    for (const entry of value) if (isGgufFile(entry)) files.push(hubFile(repo, entry));
    address = nextPage(answer);
  }
  return files;
}

/** Where a file's bytes are. */
export function addressOf(endpoint: string, repo: string, commit: string, path: string): URL {
  return new URL(`${endpoint}/${repo}/resolve/${commit}/${path.split("/").map(encodeURIComponent).join("/")}`);
}

async function getJson(address: string, subject: string, { client, endpoint, retries, signal }: HubAccess) {
  const get = async () => {
    const answer = await client.get(new URL(address, `${endpoint}/`), { subject, signal });
    return { answer, value: await readJson(answer) };
  };
  return await withRetries(get, retries, signal);
}

/** @see https://www.rfc-editor.org/rfc/rfc8288 */
function nextPage({ headers, url }: HubAnswer): string | undefined {
  const [, next] = /<([^>]+)>\s*;\s*rel="?next"?/.exec(headers.get("link") ?? "") ?? [];
  return next === undefined ? undefined : URL.parse(next, url)?.href;
}

interface Entry {
  readonly type: "file";
  readonly path: string;
  readonly lfs?: unknown;
}

function isGgufFile(entry: unknown): entry is Entry {
  return isObject(entry) && entry.type === "file" && typeof entry.path === "string" && /\.gguf$/i.test(entry.path);
}

function hubFile(repo: string, { path, lfs }: Entry): HubFile {
  if (!isSafePath(path)) throw badAnswer(repo, "file names");
  const { oid, size } = isObject(lfs) ? lfs : {};
  if (typeof oid !== "string" || !/^[0-9a-f]{64}$/.test(oid)) throw badAnswer(repo, `the SHA-256 of ${path}`);
  if (!Number.isSafeInteger(size) || (size as number) <= 0) throw badAnswer(repo, `the size of ${path}`);
  return { path, sha256: oid, sizeBytes: size as number };
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

function badAnswer(repo: string, wanted: string): QwenError {
  return new QwenError(
    "hub/bad-answer",
    `the hub does not give ${wanted} for ${repo}; is HF_ENDPOINT a hub or its mirror?`,
  );
}
