import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type Handler, json, redirect, status, withRanges } from "./fake-answers.fixture.ts";

export const commit = "0123456789abcdef0123456789abcdef01234567";

/** The hub's parts: its API, the addresses of files, and another origin that has the bytes. */
type Part = "api" | "resolve" | "storage";

export interface SeenRequest {
  readonly part: Part;
  readonly url: string;
  readonly range: string | undefined;
  readonly authorization: string | undefined;
  readonly cookie: string | undefined;
}

/**
 * A hub on loopback that speaks Hugging Face's API and ModelScope's. Its large files are on a second origin to which it
 * redirects, as with the real ones; small ones it gives itself.
 */
export interface FakeHub extends AsyncDisposable {
  readonly endpoint: string;
  /** Address of a file on the other origin. */
  storageUrl(path: string): string;
  readonly requests: SeenRequest[];
  readonly repos: Map<string, Map<string, Buffer>>;
  /** How the next request to a part is answered, instead of as usual; called again, the one after it. */
  next(part: Part, handler: Handler): void;
}

export async function startFakeHub(): Promise<FakeHub> {
  const requests: SeenRequest[] = [];
  const scripts: Record<Part, Handler[]> = { api: [], resolve: [], storage: [] };
  const repos = new Map<string, Map<string, Buffer>>();

  function handle(part: Part, request: IncomingMessage, response: ServerResponse, bytes: Buffer, usual: Handler): void {
    const { range, authorization, cookie } = request.headers;
    requests.push({ part, url: request.url ?? "", range, authorization, cookie });
    (scripts[part].shift() ?? usual)(request, response, bytes);
  }

  const storage = await listen((request, response) => {
    const [owner, name, ...rest] = urlOf(request).pathname.slice(1).split("/");
    const bytes = repos.get(`${owner}/${name}`)?.get(decodeURIComponent(rest.join("/")));
    handle("storage", request, response, bytes ?? Buffer.alloc(0), bytes ? withRanges : status(404));
  });

  const hub = await listen((request, response) => {
    const url = urlOf(request);
    if (url.pathname === "/api/models") {
      return handle("api", request, response, Buffer.alloc(0), search(url.searchParams, [...repos.keys()]));
    }
    if (url.pathname === "/openapi/v1/models") {
      const found = searchModelScope(url.searchParams, [...repos.keys()]);
      return handle("api", request, response, Buffer.alloc(0), found);
    }
    const { part, repo, path, list } = asked(url);
    const files = repos.get(repo);
    const bytes = files?.get(path);
    const file = isLarge(path) ? redirect(`${storage.url}/${repo}/${path}?signature=secret`) : withRanges;
    const usual = !files ? status(401, { "x-error-code": "RepoNotFound" }) : part === "api" ? list(files) : file;
    handle(part, request, response, bytes ?? Buffer.alloc(0), bytes || part === "api" || !files ? usual : status(404));
  });

  return {
    endpoint: hub.url,
    storageUrl: (path) => `${storage.url}/${path}`,
    requests,
    repos,
    next: (part, handler) => void scripts[part].push(handler),
    async [Symbol.asyncDispose]() {
      await Promise.all([hub.close(), storage.close()]);
    },
  };
}

interface Asked {
  readonly part: Part;
  readonly repo: string;
  readonly path: string;
  readonly list: (files: Map<string, Buffer>) => Handler;
}

/** What an address of either API asks for. */
function asked({ pathname, searchParams }: URL): Asked {
  const [, scope, call] = /^\/api\/v1\/models\/([^/]+\/[^/]+)\/(repo(?:\/files)?)$/.exec(pathname) ?? [];
  const path = searchParams.get("FilePath") ?? "";
  if (scope) return { part: call === "repo" ? "resolve" : "api", repo: scope, path, list: modelScopeList };
  const [, api, repo, rest] = /^\/(api\/models\/)?([^/]+\/[^/]+)\/(.*)$/.exec(pathname) ?? [];
  const file = decodeURIComponent(rest ?? "").replace(`resolve/${commit}/`, "");
  return { part: api ? "api" : "resolve", repo, path: file, list: huggingFaceList };
}

/** Repositories whose names have the words, in the fields that are asked for. */
function search(query: URLSearchParams, names: readonly string[]): Handler {
  const words = (query.get("search") ?? "").toLowerCase().split(" ");
  const found = names.filter((name) => words.every((word) => name.toLowerCase().includes(word)));
  const fields = { downloads: 7, likes: 2, gated: false, lastModified: "2026-01-02T03:04:05.000Z" };
  return json(found.slice(0, Number(query.get("limit"))).map((id) => ({ _id: "1", id, ...fields })));
}

function searchModelScope(query: URLSearchParams, names: readonly string[]): Handler {
  const words = (query.get("search") ?? "").toLowerCase().split(" ");
  const found = names.filter((name) => words.every((word) => name.toLowerCase().includes(word)));
  const models = found.slice(0, Number(query.get("page_size"))).map((id) => ({
    id,
    display_name: id,
    downloads: 5,
    likes: 1,
    tags: ["gguf"],
    last_modified: "2026-01-02T03:04:05Z",
  }));
  return json({ success: true, request_id: "1", data: { models, total_count: found.length, page_number: 1 } });
}

/** The list comes in two pages. */
function huggingFaceList(files: Map<string, Buffer>): Handler {
  return (request, response, bytes) => {
    const url = urlOf(request);
    if (url.pathname.includes("/revision/")) return json({ id: "x", sha: commit })(request, response, bytes);
    const entries = [{ type: "directory", path: "docs", oid: "0" }, ...[...files].map(entryOf)];
    const half = Math.ceil(entries.length / 2);
    const isFirst = !url.searchParams.has("cursor");
    if (isFirst) response.setHeader("link", `<${url.href}&cursor=2>; rel="next"`);
    json(isFirst ? entries.slice(0, half) : entries.slice(half))(request, response, bytes);
  };
}

const entryOf = ([path, bytes]: [string, Buffer]) => ({
  type: "file",
  path,
  oid: gitBlob(bytes),
  size: bytes.length,
  ...(isLarge(path) ? { lfs: { oid: sha256(bytes), size: bytes.length, pointerSize: 134 } } : {}),
});

/** An unknown branch is no error there, but a list of nothing. */
function modelScopeList(files: Map<string, Buffer>): Handler {
  return (request, response, bytes) => {
    const isKnown = urlOf(request).searchParams.get("Revision") === "master";
    const blobs = [...files].map(([Path, content]) => ({
      Path,
      Name: Path.split("/").at(-1),
      Type: "blob",
      Size: content.length,
      Sha256: sha256(content),
      IsLFS: isLarge(Path),
      Revision: commit,
    }));
    const folder = { Path: "docs", Name: "docs", Type: "tree", Size: 0, Sha256: "" };
    const data = { Files: isKnown ? [folder, ...blobs] : null, IsVisual: 0, LatestCommitter: null };
    json({ Code: 200, Data: data, Message: "", RequestId: "1", Success: true })(request, response, bytes);
  };
}

const isLarge = (path: string): boolean => /\.(gguf|safetensors)$/i.test(path);

export const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

export const gitBlob = (bytes: Uint8Array): string =>
  createHash("sha1").update(`blob ${bytes.length}\0`).update(bytes).digest("hex");

const urlOf = ({ url, headers }: IncomingMessage): URL => new URL(url ?? "", `http://${headers.host}`);

async function listen(listener: RequestListener) {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
