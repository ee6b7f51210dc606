import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener, type Http2Bindings, type HttpBindings } from "@hono/node-server";
import { type AppOptions, createApp } from "./app.ts";
import { isLoopback } from "./guards.ts";
import { defaultBodyIdleMs, defaultMaxBodyBytes } from "./json-body.ts";
import { answerMalformed, badRequest, hasOneHost } from "./malformed-requests.ts";
import { cannotListen, needsKey } from "./node-faults.ts";
import { present } from "./present.ts";
import { PrometheusMetrics } from "./prometheus-metrics.ts";
import { defaultSendTimeoutMs } from "./sse-body.ts";
import { readStudio } from "./studio/read-studio.ts";
import { cutUnread } from "./unread-watch.ts";
import { NodeUpgrades, wantsWebSocket } from "./web-socket/node-upgrades.ts";

export type { EngineProcess } from "./engine-process/remote-engine.ts";
export { type StartOptions, startEngineProcess } from "./engine-process/start-engine-process.ts";

/** Longer than clients and proxies keep a connection, of which one would lose a request that it sends as we close. */
const keepAliveMs = 75_000;

/** Where a server listens. */
export interface ListenAddress {
  /** Default 4040; 0 takes any free one. */
  readonly port?: number;
  /** Address to bind. Default 127.0.0.1: this machine only. */
  readonly hostname?: string;
}

/** Without an `onError` of its own, a server writes its faults to the standard error output. */
export interface ServeOptions
  extends Omit<AppOptions, "draining" | "shutdown" | "metrics" | "nearHosts" | "requireKey" | "studio">,
    ListenAddress {
  /**
   * Whether keys are asked for: from the first key on, and always where other machines can reach the server. Default true;
   * with false, nobody needs one.
   */
  readonly auth?: boolean;
  /** Whether figures for Prometheus are kept, at `/metrics`. Default true. */
  readonly metrics?: boolean;
  /** The folder of a built studio, for browsers at `/`. Default none. */
  readonly studio?: string;
  /** Connections beyond these are closed at once. Default 512. */
  readonly maxConnections?: number;
  /** For a request to arrive whole. Default 120 s. */
  readonly requestTimeoutMs?: number;
  /** For a request's headers to arrive. Default 15 s. */
  readonly headersTimeoutMs?: number;
}

/** A server that listens. */
export interface RunningServer {
  /** Where to reach it from this machine, e.g. `http://127.0.0.1:4040`. */
  readonly url: string;
  /** Takes nothing new and waits `drainMs` (default 10 s) for what runs, then ends it. The engine stays open. */
  close(drainMs?: number): Promise<void>;
}

/**
 * Serves the API over HTTP/1.1. A server bound to a loopback address answers only to loopback names and
 * `allowedHosts`; on any other address it wants keys, and without `auth` answers to addresses and names of a near network.
 * @throws QwenError `server/cannot-listen`, `server/needs-key`, `request/invalid`, `files/not-found` for a studio that is not
 * there
 */
export async function serve(options: ServeOptions): Promise<RunningServer> {
  const { hostname = "127.0.0.1", port = 4040 } = options;
  const [draining, shutdown] = [new AbortController(), new AbortController()];
  const isPrivate = isLoopback(bracketed(hostname));
  // A page whose name was made to point here has no key; where none is asked for, its name must give it away.
  const allowedHosts = options.allowedHosts ?? (isPrivate || options.auth === false ? [] : undefined);
  const { metrics = true, auth = true, studio, apiKey, keys, ...appOptions } = options;
  const { requestTimeoutMs = 120_000, headersTimeoutMs = 15_000, sendTimeoutMs = defaultSendTimeoutMs } = options;
  checkKeys(options);
  const app = createApp({
    onError: logError,
    ...appOptions,
    // Connections are watched themselves.
    sendTimeoutMs: Number.POSITIVE_INFINITY,
    ...(auth && { ...present({ apiKey, keys }), requireKey: !isPrivate }),
    ...(metrics && { metrics: new PrometheusMetrics() }),
    ...(studio !== undefined && { studio: readStudio(studio) }),
    draining: draining.signal,
    shutdown: shutdown.signal,
    ...present({ allowedHosts }),
    nearHosts: !isPrivate,
  });
  const listener = getRequestListener(
    (request, env) =>
      hasOneHost(env.incoming) ? app.fetch(request, present({ remoteAddress: addressOf(env) })) : badRequest(),
    {
      hostname,
      // The adapter would put its own Request and Response in the place of the global ones.
      overrideGlobalObjects: false,
      errorHandler: badRequest,
    },
  );
  const server = createServer(
    {
      requestTimeout: requestTimeoutMs,
      headersTimeout: headersTimeoutMs,
      keepAliveTimeout: keepAliveMs,
      // Asked for below, with an answer as all others.
      requireHostHeader: false,
      connectionsCheckingInterval: Math.min(1000, headersTimeoutMs),
      shouldUpgradeCallback: wantsWebSocket,
    },
    (incoming, outgoing) => void listener(incoming, outgoing),
  );
  cutUnread(server, sendTimeoutMs);
  const upgrades = new NodeUpgrades(server, {
    fetch: app.fetch,
    badRequest,
    maxBytes: options.maxBodyBytes ?? defaultMaxBodyBytes,
    idleMs: options.bodyIdleMs ?? defaultBodyIdleMs,
  });
  server.maxConnections = options.maxConnections ?? 512;
  answerMalformed(server);
  await listen(server, hostname, port);
  let closing: Promise<void> | undefined;
  return {
    url: urlOf(server),
    close(drainMs = 10_000) {
      draining.abort();
      closing ??= close(server, upgrades, shutdown, drainMs);
      return closing;
    },
  };
}

/** Of the client's end of a connection; absent once it is closed. */
function addressOf(env: HttpBindings | Http2Bindings): string | undefined {
  return env.incoming.socket.remoteAddress;
}

/**
 * Tells early whether `serve` would start without further keys.
 * @throws QwenError `server/needs-key`
 */
export function checkKeys({ hostname = "127.0.0.1", auth = true, apiKey, keys }: Partial<ServeOptions>): void {
  if (auth && !isLoopback(bracketed(hostname)) && apiKey === undefined && !keys?.().length) throw needsKey(hostname);
}

/**
 * Tells early whether `serve` could listen there, by doing so for a moment.
 * @throws QwenError `server/cannot-listen`
 */
export async function checkCanListen({ hostname = "127.0.0.1", port = 4040 }: ListenAddress): Promise<void> {
  const server = createServer();
  await listen(server, hostname, port);
  const closed = once(server, "close");
  server.close();
  await closed;
}

async function listen(server: Server, hostname: string, port: number): Promise<void> {
  try {
    server.listen(port, hostname);
    await once(server, "listening");
  } catch (cause) {
    throw cannotListen(hostname, port, cause);
  }
}

/** Ends the server in three steps: wait for what runs, end it with an error to its callers, cut the connections. */
async function close(
  server: Server,
  upgrades: NodeUpgrades,
  shutdown: AbortController,
  drainMs: number,
): Promise<void> {
  const closed = once(server, "close");
  server.close();
  // A connection may only become idle once its answer is out.
  const idle = setInterval(() => server.closeIdleConnections(), 50);
  const abort = setTimeout(() => shutdown.abort(), drainMs);
  const cut = setTimeout(() => {
    server.closeAllConnections();
    upgrades.terminate();
  }, drainMs + 1000);
  try {
    await closed;
  } finally {
    clearInterval(idle);
    clearTimeout(abort);
    clearTimeout(cut);
    // What no connection waits for.
    shutdown.abort();
  }
}

function logError(error: unknown, place: string): void {
  console.error(place, error);
}

function urlOf(server: Server): string {
  const { address, port } = server.address() as AddressInfo;
  const reachable = { "0.0.0.0": "127.0.0.1", "::": "[::1]" }[address] ?? bracketed(address);
  return `http://${reachable}:${port}`;
}

/** An IPv6 address as URLs write it. */
function bracketed(hostname: string): string {
  return hostname.includes(":") ? `[${hostname}]` : hostname;
}
