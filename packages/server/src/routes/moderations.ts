import {
  type ModerationList,
  moderationRequestSchema,
  type ParsedModerationRequest,
  parseRequest,
} from "@qwents/protocol";
import type { Context } from "hono";
import type { AppContext, AppEnv } from "../app-context.ts";
import { callOf } from "../call-signals.ts";
import { moderationOf } from "../moderations/categories.ts";
import { judgeTexts } from "../moderations/judge-texts.ts";

/** `POST /v1/moderations`: whether texts are safe. */
export function moderations({ models, bodies, shutdown }: AppContext) {
  return async (c: Context<AppEnv>): Promise<Response> => {
    const request = parseRequest(moderationRequestSchema, await bodies.read(c.req.raw));
    const model = await models.use(c, request.model);
    const judged = await judgeTexts(model, callOf(c, { bodies, shutdown }), textsOf(request));
    const body: ModerationList = {
      id: `modr-${crypto.randomUUID()}`,
      model: model.id,
      results: judged.map(moderationOf),
    };
    return c.json(body);
  };
}

/** Parts are one text, as with OpenAI. */
function textsOf({ input }: ParsedModerationRequest): string[] {
  if (typeof input === "string") return [input];
  const isParts = (list: typeof input): list is Exclude<typeof list, string[]> => typeof list[0] === "object";
  return isParts(input) ? [input.map(({ text }) => text).join("\n")] : input;
}
