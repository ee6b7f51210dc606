import {
  type Download,
  type DownloadEvent,
  type DownloadList,
  downloadQuerySchema,
  downloadRequestSchema,
  encodeSseComment,
  parseRequest,
} from "@qwents/protocol";
import type { Context } from "hono";
import type { AppContext, AppEnv } from "../app-context.ts";
import { errorAnswer } from "../error-answer.ts";
import { libraryOf, type ModelLibrary } from "../model-library.ts";
import { namedEvents, sseBody, sseHeaders } from "../sse-body.ts";

/** `POST /v1/downloads`: begins a download, or joins the one there is of the same model. */
export function createDownload(context: AppContext) {
  return async (c: Context<AppEnv>): Promise<Response> => {
    const library = libraryOf(context);
    const request = parseRequest(downloadRequestSchema, await context.bodies.read(c.req.raw));
    const download = await library.download(request);
    return request.stream ? events(c, context, library, download.id) : c.json(download);
  };
}

/** `GET /v1/downloads` */
export function listDownloads(context: AppContext) {
  return async (c: Context<AppEnv>): Promise<Response> => {
    const body: DownloadList = { object: "list", data: [...(await libraryOf(context).downloads())] };
    return c.json(body);
  };
}

/** `GET /v1/downloads/{id}`: a download as it is now, or its events until it ends. */
export function retrieveDownload(context: AppContext) {
  return async (c: Context<AppEnv>): Promise<Response> => {
    const library = libraryOf(context);
    const { stream } = parseRequest(downloadQuerySchema, c.req.query());
    const download = await library.findDownload(idOf(c));
    return stream === "true" ? events(c, context, library, download.id) : c.json(download);
  };
}

/** `POST /v1/downloads/{id}/pause`, `…/resume`, `DELETE /v1/downloads/{id}`: the download as it is then. */
export function changeDownload(context: AppContext, change: "pauseDownload" | "resumeDownload" | "cancelDownload") {
  return async (c: Context<AppEnv>): Promise<Response> => c.json(await libraryOf(context)[change](idOf(c)));
}

const framing = namedEvents(encodeSseComment("keep-alive"));

function events(
  c: Context<AppEnv>,
  { shutdown, heartbeatMs, sendTimeoutMs, onError }: AppContext,
  library: ModelLibrary,
  id: string,
): Response {
  const reader = new AbortController();
  const changes = library.followDownload(id, AbortSignal.any([reader.signal, shutdown]));
  const body = sseBody(eventsOf(changes), {
    framing,
    heartbeatMs,
    sendTimeoutMs,
    onEnd: () => reader.abort(),
    onError: (error) => errorAnswer(error, c, onError).body,
  });
  return c.body(body, 200, sseHeaders);
}

async function* eventsOf(changes: AsyncIterable<Download>): AsyncGenerator<DownloadEvent, void> {
  for await (const download of changes) yield { type: typeOf(download), download };
}

function typeOf({ status }: Download): DownloadEvent["type"] {
  return status === "queued" || status === "running" ? "download.progress" : `download.${status}`;
}

function idOf(c: Context<AppEnv>): string {
  return c.req.param("id") ?? "";
}
