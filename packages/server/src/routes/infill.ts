import { type InfillResponse, infillRequestSchema, parseRequest } from "@qwents/protocol";
import type { Context } from "hono";
import type { AppContext, AppEnv } from "../app-context.ts";
import { callOf } from "../call-signals.ts";
import { collect, textOf } from "../collect.ts";
import { earlyStream } from "../early-stream.ts";
import { Generation } from "../generation.ts";
import { eventsWithoutDone } from "../sse-body.ts";
import { streamGeneration } from "../stream-generation.ts";
import { infillToEngine } from "../to-engine.ts";
import { type ChoiceEnd, timingsOf } from "../wire-end.ts";

/** `POST /infill`: what stands between two texts, in llama.cpp's protocol. */
export function infill(context: AppContext) {
  return async (c: Context<AppEnv>): Promise<Response> => {
    const request = parseRequest(infillRequestSchema, await context.bodies.read(c.req.raw));
    const respond = async (): Promise<Response> => {
      const model = await context.models.use(c, request.model);
      const generation = new Generation(model, [infillToEngine(request)], callOf(c, context));
      if (request.stream !== true) {
        const [{ texts, end }] = await collect(generation, 1);
        return c.json({ ...ended(model.id, end), content: textOf(texts) });
      }
      return await streamGeneration(c, context, generation, {
        payloads: pieces(model.id, generation),
        framing: eventsWithoutDone,
      });
    };
    if (request.stream !== true) return await respond();
    return await earlyStream(c, context, eventsWithoutDone, respond);
  };
}

async function* pieces(model: string, generation: Generation): AsyncGenerator<InfillResponse, void> {
  for (let next = await generation.next(); next !== undefined; next = await generation.next()) {
    const { event } = next;
    if (event.type === "text" && event.text !== "") yield { index: 0, content: event.text, stop: false };
    if (event.type === "end") yield ended(model, event);
  }
}

function ended(model: string, end: ChoiceEnd): InfillResponse {
  const { usage, stop } = end;
  return {
    index: 0,
    content: "",
    stop: true,
    model,
    stop_type: end.finishReason === "length" ? "limit" : stop === undefined ? "eos" : "word",
    stopping_word: stop ?? "",
    truncated: usage.truncation !== undefined,
    tokens_evaluated: usage.promptTokens,
    tokens_predicted: usage.completionTokens,
    tokens_cached: usage.cachedTokens,
    timings: timingsOf([end]),
  };
}
