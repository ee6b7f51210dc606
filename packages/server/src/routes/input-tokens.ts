import { parseRequest, type ResponseInputTokens, responseInputTokensRequestSchema } from "@qwents/protocol";
import type { Context } from "hono";
import { ownerOf } from "../access/caller.ts";
import type { AppContext, AppEnv } from "../app-context.ts";
import { promptTokensOf } from "../prompt-length.ts";
import { conversationOf } from "../responses/conversation.ts";
import { promptOfResponse } from "../responses/to-engine.ts";

/** `POST /v1/responses/input_tokens`: the length of the prompt that a conversation becomes. Nothing is computed. */
export function inputTokens({ models, bodies, responses: store }: AppContext) {
  return async (c: Context<AppEnv>): Promise<Response> => {
    const request = parseRequest(responseInputTokensRequestSchema, await bodies.read(c.req.raw));
    const { engine } = await models.use(c, request.model);
    const prompt = promptOfResponse(request, conversationOf(request, store, ownerOf(c.get("caller"))));
    const body: ResponseInputTokens = {
      object: "response.input_tokens",
      input_tokens: await promptTokensOf(prompt, engine),
    };
    return c.json(body);
  };
}
