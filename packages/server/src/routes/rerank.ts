import { parseRequest, type RerankResult, rerankRequestSchema } from "@qwents/protocol";
import type { Context } from "hono";
import type { AppContext, AppEnv } from "../app-context.ts";
import { callOf, readingCall } from "../call-signals.ts";
import { documentTexts, rerankToEngine } from "../to-engine.ts";
import { promptUsageOf } from "../wire-end.ts";

/** `POST /v1/rerank`: documents by how well they fit a query. */
export function rerank({ models, bodies, shutdown }: AppContext) {
  return async (c: Context<AppEnv>): Promise<Response> => {
    const request = parseRequest(rerankRequestSchema, await bodies.read(c.req.raw));
    const model = await models.use(c, request.model);
    const { results, usage } = await readingCall(model, callOf(c, { bodies, shutdown }), (options) =>
      model.engine.rerank({ ...rerankToEngine(request), ...options }),
    );
    const texts = request.return_documents === true ? documentTexts(request) : undefined;
    const body: RerankResult = {
      id: `rerank-${crypto.randomUUID()}`,
      model: model.id,
      results: results.map(({ index, score }) => ({
        index,
        relevance_score: score,
        ...(texts && { document: { text: texts[index] } }),
      })),
      usage: promptUsageOf(usage),
    };
    return c.json(body);
  };
}
