import {
  type OllamaPullProgress,
  ollamaDeleteRequestSchema,
  ollamaPullRequestSchema,
  parseRequest,
} from "@qwents/protocol";
import type { Context } from "hono";
import type { AppContext, AppEnv } from "../../app-context.ts";
import { reasonOfCut } from "../../call-signals.ts";
import { errorAnswer } from "../../error-answer.ts";
import { libraryOf } from "../../model-library.ts";
import { getTagged, nameOf, untagged } from "../../ollama/model-name.ts";
import { pullLines } from "../../ollama/pull-lines.ts";
import { lineFraming, ndjsonHeaders } from "../../ollama/stream-answer.ts";
import { sseBody } from "../../sse-body.ts";
import { removeModel } from "../model-library.ts";

const success: OllamaPullProgress = { status: "success" };
const framing = lineFraming({ status: "waiting" });

/** `POST /api/pull`: what is served already is there at once. The download goes on when the client goes away. */
export function ollamaPull(context: AppContext) {
  return async (c: Context<AppEnv>): Promise<Response> => {
    const { models, bodies } = context;
    const request = parseRequest(ollamaPullRequestSchema, await bodies.read(c.req.raw, true));
    const name = nameOf(request);
    if ((await getTagged(models, name)) !== undefined) {
      return request.stream === false ? c.json(success) : c.body(framing.encode(success), 200, ndjsonHeaders);
    }
    const library = libraryOf(context);
    const { id } = await library.download({ model: untagged(name) });
    const reader = new AbortController();
    const cut = AbortSignal.any([reader.signal, c.req.raw.signal, context.shutdown]);
    const lines = pullLines(library.followDownload(id, cut));
    if (request.stream !== false) {
      const onError = (error: unknown) => errorAnswer(error, c, context.onError).body;
      const { heartbeatMs, sendTimeoutMs } = context;
      const body = sseBody(lines, { framing, heartbeatMs, sendTimeoutMs, onEnd: () => reader.abort(), onError });
      return c.body(body, 200, ndjsonHeaders);
    }
    for await (const line of lines) if (line.status === success.status) return c.json(success);
    throw reasonOfCut(context.shutdown);
  };
}

/** `DELETE /api/delete` */
export function ollamaDelete(context: AppContext) {
  return async (c: Context<AppEnv>): Promise<Response> => {
    const name = nameOf(parseRequest(ollamaDeleteRequestSchema, await context.bodies.read(c.req.raw, true)));
    await removeModel(c, context, untagged(name));
    return c.json(success);
  };
}
