import { type GenerateInput, QwenError } from "@qwents/engine";
import { type AnthropicTokenCount, anthropicCountTokensRequestSchema, parseRequest } from "@qwents/protocol";
import type { Context } from "hono";
import { conversationToEngine } from "../anthropic/to-engine.ts";
import type { AppContext, AppEnv } from "../app-context.ts";
import type { ServedEngine } from "../served-engine.ts";

/** `POST /v1/messages/count_tokens`: the length of the prompt that a conversation becomes. Nothing is computed. */
export function countTokens({ models, bodies }: AppContext) {
  return async (c: Context<AppEnv>): Promise<Response> => {
    const request = parseRequest(anthropicCountTokensRequestSchema, await bodies.read(c.req.raw));
    const { engine } = await models.use(c, request.model);
    const body: AnthropicTokenCount = { input_tokens: await promptTokensOf(conversationToEngine(request), engine) };
    return c.json(body);
  };
}

/** Also of a prompt that is longer than the context, as far as the engine counts. */
async function promptTokensOf(input: GenerateInput, engine: ServedEngine): Promise<number> {
  try {
    for await (const event of engine.generate({ ...input, maxTokens: 0 })) {
      if (event.type === "start") return event.promptTokens;
    }
  } catch (error) {
    const { promptTokens } = error instanceof QwenError ? error.details : {};
    if (typeof promptTokens !== "number") throw error;
    return promptTokens;
  }
  throw new Error("internal error: a generation without a beginning");
}
