import type { PromptLogprob } from "@qwents/engine";
import {
  type Completion,
  type CompletionLogprobs,
  completionRequestSchema,
  type ParsedCompletionRequest,
  parseRequest,
  prompts,
} from "@qwents/protocol";
import type { Context } from "hono";
import type { AppContext, AppEnv } from "../app-context.ts";
import { likeliest } from "../best-of.ts";
import { callOf } from "../call-signals.ts";
import { type CollectedChoice, collect, textOf } from "../collect.ts";
import { earlyStream } from "../early-stream.ts";
import { Generation } from "../generation.ts";
import type { ServedEngine } from "../served-engine.ts";
import type { ServedModel } from "../served-models.ts";
import { plainEvents } from "../sse-body.ts";
import { streamGeneration } from "../stream-generation.ts";
import { completionToEngine, numMadeOf } from "../to-engine.ts";
import { type ChoiceEnd, finishReasonOf, timingsOf, usageOf } from "../wire-end.ts";
import { type ChoiceText, CompletionLogprobsWriter, promptLogprobList } from "../wire-logprobs.ts";

type Choice = Completion["choices"][number];

/** `POST /v1/completions`: a continuation of plain text or of token ids, whole or as a stream of events. */
export function completions(context: AppContext) {
  return async (c: Context<AppEnv>): Promise<Response> => {
    const request = parseRequest(completionRequestSchema, await context.bodies.read(c.req.raw));
    const respond = async (): Promise<Response> => {
      const model = await context.models.use(c, request.model);
      const call = callOf(c, context);
      const requests = completionToEngine(request, model.engine.info, model.limitsOf(call.caller).maxTokens);
      const heads = await headsOf(request, model.engine);
      const generation = new Generation(model, requests, call);
      if (request.stream !== true) {
        const made = await collect(generation, requests.length);
        return c.json(wholeAnswer(model, request, heads, made));
      }
      return await streamGeneration(c, context, generation, {
        payloads: chunks(model, request, heads, generation),
        framing: plainEvents,
      });
    };
    if (request.stream !== true) return await respond();
    return await earlyStream(c, context, plainEvents, respond);
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
  request: ParsedCompletionRequest,
  heads: readonly string[],
  made: readonly CollectedChoice[],
): Completion {
  const ends = made.map(({ end }) => end);
  const { n, logprobs, prompt_logprobs: numTop } = request;
  return {
    ...envelope(model),
    choices: likeliest(made, numMadeOf(request), n ?? 1).map(({ texts, promptLogprobs, end }, index) => ({
      index,
      text: heads[index] + textOf(texts),
      logprobs: logprobs == null ? null : wholeLogprobs(request, promptLogprobs, texts),
      finish_reason: finishReasonOf(end),
      ...(numTop != null && { prompt_logprobs: promptLogprobList(promptLogprobs, numTop) }),
    })),
    usage: usageOf(ends, numMadeOf(request)),
    timings: timingsOf(ends),
  };
}

/** Of the prompt first, where it is echoed. */
function wholeLogprobs(
  { echo, logprobs }: ParsedCompletionRequest,
  prompt: CollectedChoice["promptLogprobs"],
  texts: readonly ChoiceText[],
): CompletionLogprobs {
  const echoed = echo === true ? cutTop(prompt, logprobs ?? 0) : [];
  const tokens = [...echoed, ...texts.flatMap((text) => text.logprobs ?? [])];
  return new CompletionLogprobsWriter().writeTokens(tokens);
}

/** More may have been asked for as `prompt_logprobs`. */
function cutTop(tokens: readonly PromptLogprob[], numTop: number): PromptLogprob[] {
  return tokens.map((token) => ({ ...token, top: token.top.slice(0, numTop) }));
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
  // With log-probabilities, an echo comes together with its own.
  const isScored = request.echo === true && request.logprobs != null;
  for (const [index, text] of heads.entries()) {
    if (text !== "" && !isScored) yield { ...base, choices: [choice(index, text)] };
  }
  const unsaid = [...heads];
  for (let next = await generation.next(); next !== undefined; next = await generation.next()) {
    const { index, event } = next;
    if (event.type === "prompt") {
      const logprobs = writers[index].writeTokens(event.logprobs);
      yield { ...base, choices: [{ ...choice(index, unsaid[index]), logprobs }] };
      unsaid[index] = "";
    }
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
