import {
  type Completion,
  completionRequestSchema,
  type ParsedCompletionRequest,
  parseRequest,
  prompts,
} from "@qwents/protocol";
import type { Context } from "hono";
import type { AppContext, AppEnv } from "../app-context.ts";
import { type CollectedChoice, collect, textOf } from "../collect.ts";
import { errorAnswer } from "../error-answer.ts";
import { Generation } from "../generation.ts";
import type { ServedEngine } from "../served-engine.ts";
import type { ServedModel } from "../served-models.ts";
import { plainEvents, sseBody, sseHeaders } from "../sse-body.ts";
import { completionToEngine } from "../to-engine.ts";
import { type ChoiceEnd, finishReasonOf, timingsOf, usageOf } from "../wire-end.ts";
import { CompletionLogprobsWriter } from "../wire-logprobs.ts";

type Choice = Completion["choices"][number];

/** `POST /v1/completions`: a continuation of plain text or of token ids, whole or as a stream of events. */
export function completions({ models, bodies, shutdown, heartbeatMs, onError }: AppContext) {
  return async (c: Context<AppEnv>): Promise<Response> => {
    const request = parseRequest(completionRequestSchema, await bodies.read(c.req.raw));
    const model = models.find(request.model);
    const requests = completionToEngine(request, model.engine.info);
    const heads = await headsOf(request, model.engine);
    const generation = new Generation(model, requests, { client: c.req.raw.signal, shutdown });
    if (request.stream !== true) {
      return c.json(wholeAnswer(model, request, heads, await collect(generation, requests.length)));
    }
    await generation.accepted(heartbeatMs);
    const body = sseBody(chunks(model, request, heads, generation), {
      framing: plainEvents,
      heartbeatMs,
      onEnd: () => generation.cancel(),
      onError: (error) => errorAnswer(error, c, onError).body,
    });
    return c.body(body, 200, sseHeaders);
  };
}

/** What the text of each choice begins with: its prompt if that is to be echoed. */
async function headsOf({ prompt, n, echo }: ParsedCompletionRequest, engine: ServedEngine): Promise<string[]> {
  const heads = prompts(prompt).map((one) => (echo === true ? promptText(one, engine) : ""));
  return (await Promise.all(heads)).flatMap((head) => Array.from({ length: n ?? 1 }, () => head));
}

async function promptText(prompt: string | readonly number[], engine: ServedEngine): Promise<string> {
  return typeof prompt === "string" ? prompt : await engine.detokenize(prompt, { keepSpecial: true });
}

function envelope({ id, fingerprint }: ServedModel) {
  return {
    id: `cmpl-${crypto.randomUUID()}`,
    object: "text_completion" as const,
    created: Math.floor(Date.now() / 1000),
    model: id,
    system_fingerprint: fingerprint,
  };
}

function wholeAnswer(
  model: ServedModel,
  { n }: ParsedCompletionRequest,
  heads: readonly string[],
  choices: readonly CollectedChoice[],
): Completion {
  const ends = choices.map(({ end }) => end);
  return {
    ...envelope(model),
    choices: choices.map(({ texts, end }, index) => ({
      index,
      text: heads[index] + textOf(texts),
      logprobs: new CompletionLogprobsWriter().write(texts),
      finish_reason: finishReasonOf(end),
    })),
    usage: usageOf(ends, n ?? 1),
    timings: timingsOf(ends),
  };
}

async function* chunks(
  model: ServedModel,
  request: ParsedCompletionRequest,
  heads: readonly string[],
  generation: Generation,
): AsyncGenerator<Completion, void> {
  const withUsage = request.stream_options?.include_usage === true;
  const base = { ...envelope(model), ...(withUsage ? { usage: null } : {}) };
  const writers = heads.map(() => new CompletionLogprobsWriter());
  const ends: ChoiceEnd[] = [];
  for (const [index, text] of heads.entries()) {
    if (text !== "") yield { ...base, choices: [choice(index, text)] };
  }
  for (let next = await generation.next(); next !== undefined; next = await generation.next()) {
    const { index, event } = next;
    if (event.type === "text") {
      const logprobs = writers[index].write([event]);
      if (event.text !== "" || logprobs !== null)
        yield { ...base, choices: [{ ...choice(index, event.text), logprobs }] };
    }
    if (event.type !== "end") continue;
    ends[index] = event;
    const last = { ...choice(index, ""), finish_reason: finishReasonOf(event) };
    yield { ...base, choices: [last], timings: timingsOf([event]) };
  }
  if (withUsage) yield { ...base, choices: [], usage: usageOf(ends, request.n ?? 1) };
}

function choice(index: number, text: string): Choice {
  return { index, text, logprobs: null, finish_reason: null };
}
