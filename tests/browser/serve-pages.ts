import { createReadStream, statSync } from "node:fs";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";

/** What stands at a path: text of a page, a file, or (with a slash at the end of the path) a folder. */
export type Served = { readonly html: string } | { readonly file: string } | { readonly folder: string };

export interface PageServer {
  readonly url: string;
  close(): void;
}

const types: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".wasm": "application/wasm",
};

/** A server on loopback. `isolated`: its pages may share memory between threads. */
export async function servePages(
  paths: Readonly<Record<string, Served>>,
  isolated: boolean,
  answer?: (path: string, body: string) => string | Promise<string>,
): Promise<PageServer> {
  const server = createServer(async (request, response) => {
    if (isolated) {
      response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
      response.setHeader("Cross-Origin-Embedder-Policy", "require-corp");
    }
    const { pathname } = new URL(request.url ?? "/", "http://127.0.0.1");
    const served = find(paths, pathname);
    if (served && "html" in served) response.setHeader("Content-Type", "text/html; charset=utf-8").end(served.html);
    else if (served) sendFile(served.file, response);
    else if (answer && request.method === "POST") {
      let body = "";
      for await (const chunk of request) body += chunk;
      response.end(await answer(pathname, body));
    } else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

function find(
  paths: Readonly<Record<string, Served>>,
  pathname: string,
): { readonly html: string } | { readonly file: string } | undefined {
  const own = Object.hasOwn(paths, pathname) ? paths[pathname] : undefined;
  if (own && !("folder" in own)) return own;
  for (const [path, served] of Object.entries(paths)) {
    if (!("folder" in served) || !pathname.startsWith(path)) continue;
    return { file: join(served.folder, normalize(`/${pathname.slice(path.length)}`)) };
  }
  return undefined;
}

function sendFile(file: string, response: ServerResponse): void {
  const stats = statSync(file, { throwIfNoEntry: false });
  if (!stats?.isFile()) {
    response.writeHead(404).end();
    return;
  }
  response.setHeader("Content-Type", types[extname(file)] ?? "application/octet-stream");
  response.setHeader("Content-Length", stats.size);
  createReadStream(file, { highWaterMark: 2 ** 20 }).pipe(response);
}
