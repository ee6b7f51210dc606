import {
  type ChatCompletion,
  type ChatCompletionChunk,
  chatCompletionRequestSchema,
  type ParsedChatCompletionRequest,
  parseRequest,
} from "@qwents/protocol";
import type { Context } from "hono";
import { type AppContext, type AppEnv, reportError } from "../app-context.ts";
import { type CollectedChoice, collect, textOf } from "../collect.ts";
import { Generation } from "../generation.ts";
import type { ServedModel } from "../served-models.ts";
import { sseBody, sseHeaders } from "../sse-body.ts";
import { chatToEngine } from "../to-engine.ts";
import { type ChoiceEnd, finishReasonOf, timingsOf, usageOf } from "../wire-end.ts";
import { type ChoiceText, chatLogprobs } from "../wire-logprobs.ts";

type ChunkChoice = ChatCompletionChunk["choices"][number];

/** `POST /v1/chat/completions`: an answer to a conversation, whole or as a stream of events. */
export function chatCompletions({ models, bodies, shutdown, heartbeatMs, onError }: AppContext) {
  return async (c: Context<AppEnv>): Promise<Response> => {
    const request = parseRequest(chatCompletionRequestSchema, await bodies.read(c.req.raw));
    const model = models.find(request.model);
    const generation = new Generation(model, chatToEngine(request), { client: c.req.raw.signal, shutdown });
    const numChoices = request.n ?? 1;
    if (request.stream !== true) {
      return c.json(wholeAnswer(model, await collect(generation, numChoices)));
    }
    await generation.accepted(heartbeatMs);
    const body = sseBody(chunks(model, request, generation, numChoices), {
      heartbeatMs,
      onEnd: () => generation.cancel(),
      onError: (error) => reportError(error, c, onError),
    });
    return c.body(body, 200, sseHeaders);
  };
}

function envelope({ id, fingerprint }: ServedModel) {
  return {
    id: `chatcmpl-${crypto.randomUUID()}`,
    created: Math.floor(Date.now() / 1000),
    model: id,
    system_fingerprint: fingerprint,
  };
}

function wholeAnswer(model: ServedModel, choices: readonly CollectedChoice[]): ChatCompletion {
  const ends = choices.map(({ end }) => end);
  return {
    ...envelope(model),
    object: "chat.completion",
    choices: choices.map(({ texts, end }, index) => {
      const reasoning = textOf(texts, "reasoning");
      return {
        index,
        message: {
          role: "assistant",
          content: textOf(texts, "content"),
          ...(reasoning === "" ? {} : { reasoning_content: reasoning }),
          refusal: null,
        },
        logprobs: chatLogprobs(texts),
        finish_reason: finishReasonOf(end),
      };
    }),
    usage: usageOf(ends, choices.length),
    timings: timingsOf(ends),
  };
}

/** The role of every choice, then what happens as it happens, then the usage if it was asked for. */
async function* chunks(
  model: ServedModel,
  request: ParsedChatCompletionRequest,
  generation: Generation,
  numChoices: number,
): AsyncGenerator<ChatCompletionChunk, void> {
  const withUsage = request.stream_options?.include_usage === true;
  const base = { ...envelope(model), object: "chat.completion.chunk" as const, ...(withUsage ? { usage: null } : {}) };
  const ends: ChoiceEnd[] = [];
  for (let index = 0; index < numChoices; index++) {
    yield { ...base, choices: [choice(index, { role: "assistant", content: "" })] };
  }
  for (let next = await generation.next(); next !== undefined; next = await generation.next()) {
    const { index, event } = next;
    if (event.type === "text" && isNews(event)) yield { ...base, choices: [textChoice(index, event)] };
    if (event.type !== "end") continue;
    ends[index] = event;
    const last = { ...choice(index, {}), finish_reason: finishReasonOf(event) };
    yield { ...base, choices: [last], timings: timingsOf([event]) };
  }
  if (withUsage) yield { ...base, choices: [], usage: usageOf(ends, numChoices) };
}

function isNews({ text, logprobs }: ChoiceText): boolean {
  return text !== "" || (logprobs !== undefined && logprobs.length > 0);
}

function textChoice(index: number, event: ChoiceText): ChunkChoice {
  const delta = event.channel === "content" ? { content: event.text } : { reasoning_content: event.text };
  return { ...choice(index, delta), logprobs: chatLogprobs([event]) };
}

function choice(index: number, delta: ChunkChoice["delta"]): ChunkChoice {
  return { index, delta, logprobs: null, finish_reason: null };
}
