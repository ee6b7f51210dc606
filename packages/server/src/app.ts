import { QwenError } from "@qwents/engine";
import { ApiError } from "@qwents/protocol";
import { operations } from "@qwents/protocol/openapi";
import { Hono } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { addGuards } from "./access/add-guards.ts";
import { Admissions, type QueueLimits } from "./access/admissions.ts";
import type { KeyLimits } from "./access/api-key.ts";
import { KeyRing, type KeySource } from "./access/key-ring.ts";
import { lowerLimits } from "./access/request-limits.ts";
import type { AppContext, AppEnv, ErrorListener } from "./app-context.ts";
import { errorAnswer } from "./error-answer.ts";
import type { AllowedOrigins } from "./guards.ts";
import { defaultBodyIdleMs, defaultMaxBodyBytes, JsonBodies } from "./json-body.ts";
import { type Metrics, noMetrics } from "./metrics.ts";
import type { ModelLibrary } from "./model-library.ts";
import { givenModels } from "./models/given-models.ts";
import { ModelManager } from "./models/model-manager.ts";
import { nearPath } from "./near-path.ts";
import { present } from "./present.ts";
import { ResponseStore, type ResponseStoreLimits } from "./responses/response-store.ts";
import { ResponseSockets, type SocketLimits } from "./responses/socket/response-sockets.ts";
import { routesOf } from "./routes/index.ts";
import type { ServedEngine } from "./served-engine.ts";
import { ServedModels } from "./served-models.ts";
import { defaultSendTimeoutMs } from "./sse-body.ts";
import type { StudioFiles } from "./studio/studio-files.ts";
import { Watchers } from "./watching/watching.ts";

/** What is served, to whom, and how much of it. */
export interface AppOptions {
  /**
   * What is served: engines that stay, of which requests for "default" go to the first, or models that are loaded when they
   * are used. Who made them closes them.
   */
  readonly engine: ServedEngine | readonly ServedEngine[] | ModelManager;
  /** A key, asked of everything that is not open as `/health` is, as `Authorization: Bearer` or `x-api-key`. */
  readonly apiKey?: string;
  /** Further keys, each with a name, looked up with every request. */
  readonly keys?: KeySource;
  /** Whether a key is asked for even while there is none. Default false: from the first key on. */
  readonly requireKey?: boolean;
  /** Pages that may use the server besides its own, by origin. Default none. */
  readonly allowedOrigins?: AllowedOrigins;
  /** Names that the Host header may hold besides the loopback ones; all names when absent. */
  readonly allowedHosts?: readonly string[];
  /** Beside `allowedHosts`: whether addresses and names that no site of the internet can have are allowed, too. Default false. */
  readonly nearHosts?: boolean;
  /** What each caller's requests may have; the limits of a key count where they are lower. */
  readonly limits?: KeyLimits;
  /** How many sequences wait, and for how long. */
  readonly queue?: QueueLimits;
  /** Of a body, or of a WebSocket's message. Default 32 MiB. */
  readonly maxBodyBytes?: number;
  /** How long a request's body may bring nothing before it is refused (408). Default 15 s. */
  readonly bodyIdleMs?: number;
  /** How many responses of `/v1/responses` are kept, and for how long. */
  readonly responses?: ResponseStoreLimits;
  /** Silence after which a stream carries a comment. Default 10 s. */
  readonly heartbeatMs?: number;
  /** How long the reader of an answer may take nothing of it before it counts as gone. Default 20 s. */
  readonly sendTimeoutMs?: number;
  /** Of WebSockets, how many there may be, and for how long. */
  readonly sockets?: SocketLimits;
  /** Takes nothing new on WebSockets, and closes them when they have nothing to do. */
  readonly draining?: AbortSignal;
  /** Ends what still runs, with an error to its callers. */
  readonly shutdown?: AbortSignal;
  readonly onError?: ErrorListener;
  /** Keeps figures, and has them at `/metrics`. Default none. */
  readonly metrics?: Metrics;
  /** The studio's files, for browsers at `/` and `/studio/`. Default none. */
  readonly studio?: StudioFiles;
  /** Brings, finds and removes models. Without one, the routes that would are answered with 501. */
  readonly library?: ModelLibrary;
}

/**
 * The HTTP API over loaded models, as a web-standard `Request → Response`: `app.fetch` runs it anywhere.
 * @throws QwenError `request/invalid` for options that cannot be
 */
export function createApp(options: AppOptions): Hono<AppEnv> {
  const keyRing = keyRingOf(options);
  const context = createContext(options, keyRing);
  const app = new Hono<AppEnv>();
  app.use(async (c, next) => {
    await next();
    context.metrics.requestAnswered(c.get("route") ?? "other", c.get("isUpgraded") ? 101 : c.res.status);
  });
  app.use(async (c, next) => {
    const leases: (() => void)[] = [];
    c.set("leases", leases);
    await next();
    for (const release of leases) release();
  });
  addGuards(app, { ...options, keyRing });
  addRoutes(app, context, options.studio);
  app.notFound((c) => {
    const near = nearPath(c.req.path.slice(0, 1024), knownPaths);
    const hint = near === undefined ? "" : ` Did you mean ${near}?`;
    const message = `There is no ${c.req.path.slice(0, 128)} here.${hint} GET / tells what there is.`;
    throw new ApiError(message, { status: 404, type: "invalid_request_error", code: "not_found" });
  });
  app.onError((error, c) => {
    const { status, headers, body } = errorAnswer(error, c, context.onError);
    return c.json(body, status as ContentfulStatusCode, headers);
  });
  return app;
}

function createContext(options: AppOptions, keyRing: KeyRing): AppContext {
  const { metrics = noMetrics, onError = () => {}, shutdown = new AbortController().signal } = options;
  const manager = options.engine instanceof ModelManager ? options.engine : managerOf(options.engine);
  watchModels(manager, metrics, onError);
  const { limits = {}, maxBodyBytes: maxBytes = defaultMaxBodyBytes } = options;
  const limitsOf = (caller: string) => lowerLimits(limits, keyRing.find(caller)?.limits ?? {});
  return {
    metrics,
    keyRing,
    models: new ServedModels(manager, { admissions: new Admissions(options.queue), limitsOf, metrics, shutdown }),
    library: options.library,
    responses: new ResponseStore(options.responses),
    bodies: new JsonBodies({
      maxBytes,
      idleMs: options.bodyIdleMs ?? defaultBodyIdleMs,
    }),
    responseSockets: new ResponseSockets({ limits: options.sockets, responses: options.responses, maxBytes, metrics }),
    draining: AbortSignal.any([...(options.draining ? [options.draining] : []), shutdown]),
    shutdown,
    heartbeatMs: options.heartbeatMs ?? 10_000,
    sendTimeoutMs: options.sendTimeoutMs ?? defaultSendTimeoutMs,
    onError,
    watchers: new Watchers(),
  };
}

function managerOf(engine: ServedEngine | readonly ServedEngine[]): ModelManager {
  const engines = "generate" in engine ? [engine] : engine;
  const ids = new Set(engines.map(({ info }) => info.id));
  if (engines.length > 0 && ids.size === engines.length) return givenModels(engines);
  throw new QwenError("request/invalid", "Expected one engine or more to serve, each with an id of its own.");
}

function watchModels(manager: ModelManager, metrics: Metrics, onError: ErrorListener): void {
  manager.observe({
    loaded: (model, ms) => metrics.modelLoaded(model, ms),
    unloaded: (model, reason) => metrics.modelUnloaded(model, reason),
    loadFailed: (model, error) => {
      metrics.modelLoadFailed(model);
      onError(error, `model ${model}`);
    },
    crashed: (model, error) => {
      metrics.modelUnloaded(model, "failed");
      onError(error, `model ${model}`);
    },
  });
}

function keyRingOf({ apiKey, keys, requireKey = false }: AppOptions): KeyRing {
  if (apiKey === "") throw new QwenError("request/invalid", "The API key is empty: give one, or none at all.");
  return new KeyRing({ ...present({ apiKey, keys }), isRequired: requireKey });
}

const knownPaths = operations.map(({ path }) => path);

/** Without patterns. */
const shownPath = (path: string): string => path.replace(/\{.*?\}/g, "");

function addRoutes(app: Hono<AppEnv>, context: AppContext, files: StudioFiles | undefined): void {
  const routes = routesOf(context, files);
  const paths = new Set(routes.map(([, path]) => path));
  for (const path of paths) {
    app.use(path, (c, next) => {
      // Of several that fit, the first one answers.
      if (c.get("route") === undefined) c.set("route", shownPath(path));
      return next();
    });
  }
  for (const [method, path, handler] of routes) app.on(method, path, handler);
  for (const path of paths) {
    const methods = routes.filter(([, own]) => own === path).map(([method]) => method);
    app.all(path, (c) => {
      c.header("allow", methods.flatMap((method) => (method === "GET" ? ["GET", "HEAD"] : method)).join(", "));
      const message = `${shownPath(path)} takes ${methods.join(" or ")}, not ${c.req.method.slice(0, 16)}.`;
      throw new ApiError(message, { status: 405, type: "invalid_request_error", code: "method_not_allowed" });
    });
  }
}
