import { type AnthropicTokenCount, anthropicCountTokensRequestSchema, parseRequest } from "@qwents/protocol";
import type { Context } from "hono";
import { conversationToEngine } from "../anthropic/to-engine.ts";
import type { AppContext, AppEnv } from "../app-context.ts";
import { promptTokensOf } from "../prompt-length.ts";

/** `POST /v1/messages/count_tokens`: the length of the prompt that a conversation becomes. Nothing is computed. */
export function countTokens({ models, bodies }: AppContext) {
  return async (c: Context<AppEnv>): Promise<Response> => {
    const request = parseRequest(anthropicCountTokensRequestSchema, await bodies.read(c.req.raw));
    const { engine } = await models.use(c, request.model);
    const body: AnthropicTokenCount = { input_tokens: await promptTokensOf(conversationToEngine(request), engine) };
    return c.json(body);
  };
}
