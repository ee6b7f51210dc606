import { parseRequest, type ResponseCompaction, responseCompactRequestSchema } from "@qwents/protocol";
import type { Context } from "hono";
import { ownerOf } from "../access/caller.ts";
import type { AppContext, AppEnv } from "../app-context.ts";
import { callOf } from "../call-signals.ts";
import { collect, textOf } from "../collect.ts";
import { Generation } from "../generation.ts";
import { summaryRequest } from "../responses/compaction.ts";
import { compactionItem } from "../responses/compaction-item.ts";
import { type Conversation, conversationOf } from "../responses/conversation.ts";
import { newId } from "../responses/ids.ts";
import { nowInSeconds } from "../responses/new-resource.ts";
import { responseUsageOf } from "../responses/response-events.ts";

/** `POST /v1/responses/compact`: what the user said, and a summary by the model in the place of all else. */
export function compactResponse({ models, bodies, shutdown, responses: store }: AppContext) {
  return async (c: Context<AppEnv>): Promise<Response> => {
    const request = parseRequest(responseCompactRequestSchema, await bodies.read(c.req.raw));
    const model = await models.use(c, request.model);
    const input = request.input ?? [];
    const conversation = conversationOf({ ...request, input }, store, ownerOf(c.get("caller")));
    const limits = model.limitsOf(c.get("caller"));
    const wanted = summaryRequest(conversation, request.instructions ?? undefined, model.engine.info, limits);
    const generation = new Generation(model, [wanted], callOf(c, { bodies, shutdown }), limits);
    const [{ texts, end }] = await collect(generation, 1);
    const body: ResponseCompaction = {
      id: newId("resp"),
      object: "response.compaction",
      created_at: nowInSeconds(),
      output: [...userMessagesOf(conversation), compactionItem(textOf(texts, "content").trim())],
      usage: responseUsageOf(end),
    };
    return c.json(body);
  };
}

function userMessagesOf({ history, input }: Conversation) {
  return [...history, ...input].flatMap((item) =>
    item.type === "message" && item.role === "user" ? [{ ...item, id: item.id || newId("msg") }] : [],
  );
}
