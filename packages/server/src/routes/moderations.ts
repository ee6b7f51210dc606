import type { TokenVerdict } from "@qwents/engine";
import {
  type Moderation,
  type ModerationList,
  moderationRequestSchema,
  type ParsedModerationRequest,
  parseRequest,
} from "@qwents/protocol";
import type { Context } from "hono";
import type { AppContext, AppEnv } from "../app-context.ts";
import { callOf } from "../call-signals.ts";
import { moderationOf } from "../moderations/categories.ts";
import { judge } from "../moderations/judge.ts";
import type { Conversation } from "../moderations/judgement.ts";
import type { ServedEngine } from "../served-engine.ts";

/** `POST /v1/moderations`: whether texts, or the last message of a conversation, are safe. */
export function moderations({ models, bodies, shutdown }: AppContext) {
  return async (c: Context<AppEnv>): Promise<Response> => {
    const request = parseRequest(moderationRequestSchema, await bodies.read(c.req.raw));
    const model = await models.use(c, request.model);
    const judged = await judge(model, callOf(c, { bodies, shutdown }), conversationsOf(request));
    const results = judged.map(moderationOf);
    const tokens = request.messages && judged[0].tokens && (await wireTokens(model.engine, judged[0].tokens));
    const body: ModerationList = {
      id: `modr-${crypto.randomUUID()}`,
      model: model.id,
      results: tokens ? [{ ...results[0], tokens }] : results,
    };
    return c.json(body);
  };
}

function conversationsOf({ input = [], messages }: ParsedModerationRequest): Conversation[] {
  if (messages) return [messages];
  return textsOf(input).map((content) => [{ role: "user", content }]);
}

type Input = NonNullable<ParsedModerationRequest["input"]>;

/** Parts are one text, as with OpenAI. */
function textsOf(input: Input): string[] {
  if (typeof input === "string") return [input];
  const isParts = (list: typeof input): list is Exclude<typeof list, string[]> => typeof list[0] === "object";
  return isParts(input) ? [input.map(({ text }) => text).join("\n")] : input;
}

async function wireTokens(engine: ServedEngine, verdicts: readonly TokenVerdict[]): Promise<Moderation["tokens"]> {
  const texts = await Promise.all(verdicts.map(({ tokenId }) => engine.detokenize([tokenId], { keepSpecial: true })));
  return verdicts.map(({ tokenId, safety, probability, risk, category }, i) => {
    return { token: texts[i], token_id: tokenId, safety, probability, risk, category };
  });
}
