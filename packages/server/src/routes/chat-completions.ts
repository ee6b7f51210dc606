import {
  type ChatCompletion,
  type ChatCompletionChunk,
  chatCompletionRequestSchema,
  type ParsedChatCompletionRequest,
  parseRequest,
} from "@qwents/protocol";
import type { Context } from "hono";
import type { AppContext, AppEnv } from "../app-context.ts";
import { callOf } from "../call-signals.ts";
import { type CollectedChoice, collect, textOf } from "../collect.ts";
import { earlyStream } from "../early-stream.ts";
import { Generation } from "../generation.ts";
import { offeredTools } from "../offered-tools.ts";
import type { ServedModel } from "../served-models.ts";
import { plainEvents } from "../sse-body.ts";
import { streamGeneration } from "../stream-generation.ts";
import { chatToEngine } from "../to-engine.ts";
import { type ChoiceEnd, chatFinishReasonOf, timingsOf, usageOf } from "../wire-end.ts";
import { type ChoiceText, chatLogprobs, promptLogprobList } from "../wire-logprobs.ts";
import { ContentDeltas, messageOf } from "../wire-tool-calls.ts";

type ChunkChoice = ChatCompletionChunk["choices"][number];

/** `POST /v1/chat/completions`: an answer to a conversation, whole or as a stream of events. */
export function chatCompletions(context: AppContext) {
  return async (c: Context<AppEnv>): Promise<Response> => {
    const request = parseRequest(chatCompletionRequestSchema, await context.bodies.read(c.req.raw));
    const respond = async (): Promise<Response> => {
      const model = await context.models.use(c, request.model);
      const generation = new Generation(model, chatToEngine(request, model.engine.info), callOf(c, context));
      const numChoices = request.n ?? 1;
      if (request.stream !== true) {
        return c.json(wholeAnswer(model, request, await collect(generation, numChoices)));
      }
      return await streamGeneration(c, context, generation, {
        payloads: chunks(model, request, generation, numChoices),
        framing: plainEvents,
      });
    };
    if (request.stream !== true) return await respond();
    return await earlyStream(c, context, plainEvents, respond);
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

function wholeAnswer(
  model: ServedModel,
  request: ParsedChatCompletionRequest,
  choices: readonly CollectedChoice[],
): ChatCompletion {
  const ends = choices.map(({ end }) => end);
  return {
    ...envelope(model),
    object: "chat.completion",
    choices: choices.map(({ texts, end }, index) => {
      const reasoning = textOf(texts, "reasoning");
      const message = messageOf(textOf(texts, "content"), request, model.engine.info.toolCallStyle);
      return {
        index,
        message: {
          role: "assistant",
          ...message,
          ...(reasoning === "" ? {} : { reasoning_content: reasoning }),
          refusal: null,
        },
        logprobs: chatLogprobs(texts),
        finish_reason: chatFinishReasonOf(end, message.tool_calls !== undefined),
      };
    }),
    usage: usageOf(ends, choices.length),
    timings: timingsOf(ends),
    ...(request.prompt_logprobs != null && {
      prompt_logprobs: promptLogprobList(choices[0].promptLogprobs, request.prompt_logprobs),
    }),
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
  const contents = Array.from(
    { length: numChoices },
    () => new ContentDeltas(request, model.engine.info.toolCallStyle),
  );
  for (let index = 0; index < numChoices; index++) {
    // With tools on offer there may be no content.
    yield { ...base, choices: [choice(index, { role: "assistant", content: offeredTools(request) ? null : "" })] };
  }
  for (let next = await generation.next(); next !== undefined; next = await generation.next()) {
    const { index, event } = next;
    const content = contents[index];
    if (event.type === "text") yield* textChoices(index, event, content).map((one) => ({ ...base, choices: [one] }));
    if (event.type !== "end") continue;
    ends[index] = event;
    for (const delta of content.flush()) yield { ...base, choices: [choice(index, delta)] };
    const last = { ...choice(index, {}), finish_reason: chatFinishReasonOf(event, content.hasToolCalls) };
    yield { ...base, choices: [last], timings: timingsOf([event]) };
  }
  if (withUsage) yield { ...base, choices: [], usage: usageOf(ends, numChoices) };
}

/** News of a choice, if there are any: text that is certain, and the log-probabilities of all that came. */
function textChoices(index: number, event: ChoiceText, content: ContentDeltas): ChunkChoice[] {
  const deltas = event.channel === "content" ? content.push(event.text) : reasoningDeltas(event.text);
  const logprobs = chatLogprobs([event]);
  const hasLogprobs = event.logprobs !== undefined && event.logprobs.length > 0;
  if (deltas.length === 0 && hasLogprobs) deltas.push({});
  return deltas.map((delta, i) => ({ ...choice(index, delta), logprobs: i === 0 ? logprobs : null }));
}

function reasoningDeltas(text: string): ChunkChoice["delta"][] {
  return text === "" ? [] : [{ reasoning_content: text }];
}

function choice(index: number, delta: ChunkChoice["delta"]): ChunkChoice {
  return { index, delta, logprobs: null, finish_reason: null };
}
