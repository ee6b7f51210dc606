import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export const commit = "0123456789abcdef0123456789abcdef01234567";

/** The hub's parts: its API, the addresses of files, and another origin that has the bytes. */
type Part = "api" | "resolve" | "storage";
type Handler = (request: IncomingMessage, response: ServerResponse, bytes: Buffer) => void;

export interface SeenRequest {
  readonly part: Part;
  readonly url: string;
  readonly range: string | undefined;
  readonly authorization: string | undefined;
}

/** A hub on loopback, with its files on a second origin to which it redirects, as the real one does. */
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
    const { range, authorization } = request.headers;
    requests.push({ part, url: request.url ?? "", range, authorization });
    (scripts[part].shift() ?? usual)(request, response, bytes);
  }

  const storage = await listen((request, response) => {
    const [repo, path] = splitRepo(new URL(request.url ?? "", "http://x").pathname.slice(1));
    const bytes = repos.get(repo)?.get(path);
    handle("storage", request, response, bytes ?? Buffer.alloc(0), bytes ? withRanges : status(404));
  });

  const hub = await listen((request, response) => {
    const { pathname } = new URL(request.url ?? "", "http://x");
    const [, repo, rest] = /^\/(?:api\/models\/)?([^/]+\/[^/]+)\/(.*)$/.exec(pathname) ?? [];
    const files = repos.get(repo);
    const api = pathname.startsWith("/api/");
    const path = decodeURIComponent(rest ?? "").replace(`resolve/${commit}/`, "");
    const target = `${storage.url}/${repo}/${path}?signature=secret`;
    const usual = !files ? status(401, { "x-error-code": "RepoNotFound" }) : api ? answerApi(files) : redirect(target);
    handle(api ? "api" : "resolve", request, response, files?.get(path) ?? Buffer.alloc(0), usual);
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

export const status =
  (code: number, headers: Record<string, string> = {}): Handler =>
  (_, response) =>
    void response.writeHead(code, headers).end("an error page");

export const redirect = (location: string): Handler => status(302, { location });

/** Answers as promised in the header, but breaks the connection after some bytes of the body. */
export const cutAfter =
  (numBytes: number): Handler =>
  (request, response, bytes) => {
    const from = startOf(request);
    response.writeHead(from > 0 ? 206 : 200, rangeHeaders(from, bytes));
    response.write(bytes.subarray(from, from + numBytes), () => setTimeout(() => response.destroy(), 20));
  };

/** All of it, whatever range was asked for. */
export const withoutRanges: Handler = (_, response, bytes) =>
  void response.writeHead(200, { "content-length": bytes.length }).end(bytes);

export const withRanges: Handler = (request, response, bytes) => {
  const [, start, end] = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? "") ?? [];
  const headers = { etag: '"v1"', "accept-ranges": "bytes" };
  if (start === undefined)
    return void response.writeHead(200, { ...headers, "content-length": bytes.length }).end(bytes);
  const part = bytes.subarray(Number(start), end ? Number(end) + 1 : undefined);
  const range = `bytes ${start}-${Number(start) + part.length - 1}/${bytes.length}`;
  response.writeHead(206, { ...headers, "content-range": range, "content-length": part.length }).end(part);
};

/** Sends slowly and without end, until the other side goes. */
export const trickling =
  (chunkBytes: number, intervalMs: number): Handler =>
  (request, response, bytes) => {
    let at = startOf(request);
    response.writeHead(at > 0 ? 206 : 200, rangeHeaders(at, bytes));
    const timer = setInterval(() => {
      response.write(bytes.subarray(at, at + chunkBytes));
      at = Math.min(at + chunkBytes, bytes.length - 1);
    }, intervalMs);
    response.on("close", () => clearInterval(timer));
  };

const startOf = (request: IncomingMessage): number =>
  Number(/^bytes=(\d+)-/.exec(request.headers.range ?? "")?.[1] ?? 0);

const rangeHeaders = (from: number, bytes: Buffer) => ({
  etag: '"v1"',
  "content-length": bytes.length - from,
  ...(from > 0 ? { "content-range": `bytes ${from}-${bytes.length - 1}/${bytes.length}` } : {}),
});

/** The list comes in two pages. */
function answerApi(files: Map<string, Buffer>): Handler {
  return (request, response) => {
    const url = new URL(request.url ?? "", `http://${request.headers.host}`);
    if (url.pathname.includes("/revision/")) return void response.end(JSON.stringify({ id: "x", sha: commit }));
    const entries = [{ type: "directory", path: "docs", oid: "0" }, ...[...files].map(entryOf)];
    const half = Math.ceil(entries.length / 2);
    const isFirst = !url.searchParams.has("cursor");
    if (isFirst) response.setHeader("link", `<${url.href}&cursor=2>; rel="next"`);
    response.end(JSON.stringify(isFirst ? entries.slice(0, half) : entries.slice(half)));
  };
}

const entryOf = ([path, bytes]: [string, Buffer]) => ({
  type: "file",
  path,
  oid: "1".repeat(40),
  size: bytes.length,
  ...(path.endsWith(".gguf") ? { lfs: { oid: sha256(bytes), size: bytes.length, pointerSize: 134 } } : {}),
});

export const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

function splitRepo(path: string): [string, string] {
  const [owner, name, ...rest] = path.split("/");
  return [`${owner}/${name}`, decodeURIComponent(rest.join("/"))];
}

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
