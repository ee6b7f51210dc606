import type { Conversation } from "@qwents/engine";
import {
  answersOf,
  type Decision,
  type DecisionAnswer,
  decisionRequestSchema,
  type ParsedDecisionRequest,
  parseRequest,
} from "@qwents/protocol";
import type { Context } from "hono";
import type { AppContext, AppEnv } from "../app-context.ts";
import { type Call, callOf } from "../call-signals.ts";
import { answerTo, chatOf } from "../decisions/questions.ts";
import { type ScoredText, scoreTexts, softmax } from "../decisions/score-texts.ts";
import type { ServedEngine } from "../served-engine.ts";
import type { ServedModel } from "../served-models.ts";
import { conversationToEngine } from "../to-engine.ts";
import { leastLogprob } from "../wire-logprobs.ts";

/** `POST /v1/decisions`: how likely each of several given answers is. */
export function decisions({ models, bodies, shutdown }: AppContext) {
  return async (c: Context<AppEnv>): Promise<Response> => {
    const request = parseRequest(decisionRequestSchema, await bodies.read(c.req.raw));
    const model = await models.use(c, request.model);
    const call = callOf(c, { bodies, shutdown });
    const isChoice = request.choices != null;
    return c.json(await (isChoice ? choicesScored(model, call, request) : questionsAnswered(model, call, request)));
  };
}

async function questionsAnswered(
  model: ServedModel,
  call: Call,
  { input, questions }: ParsedDecisionRequest,
): Promise<Decision> {
  const answers: DecisionAnswer[] = [];
  const all: ScoredText[] = [];
  for (const question of questions ?? []) {
    const conversation = { messages: chatOf(input, question), template: { enableThinking: false } };
    const scored = await scoreAnswers(model, call, conversation, answersOf(question));
    all.push(...scored);
    answers.push(answerTo(question, softmax(scored.map(({ logprob }) => logprob))));
  }
  return { model: model.id, answers, usage: usageOf(all) };
}

async function choicesScored(model: ServedModel, call: Call, request: ParsedDecisionRequest): Promise<Decision> {
  const { prompt, messages, normalize } = request;
  const texts = request.choices ?? [];
  const scored =
    messages == null
      ? await scoreContinuations(model, call, prompt ?? "", texts)
      : await scoreAnswers(model, call, withoutThought(conversationToEngine({ messages })), texts);
  const worth = scored.map(({ logprob, tokens }) => (normalize === "token" ? logprob / tokens.length : logprob));
  const probabilities = softmax(worth);
  return {
    model: model.id,
    choices: scored.map(({ logprob, tokens }, index) => ({
      index,
      text: texts[index],
      probability: probabilities[index],
      logprob: Math.max(logprob, leastLogprob),
      num_tokens: tokens.length,
      token_logprobs: tokens.map((token) => ({ token: token.text, logprob: Math.max(token.logprob, leastLogprob) })),
    })),
    usage: usageOf(scored),
  };
}

function withoutThought(conversation: Conversation): Conversation {
  return { ...conversation, template: { ...conversation.template, enableThinking: false } };
}

/** Each text as the whole answer: the end of the turn belongs to it, lest one that begins another is the likelier for it. */
async function scoreAnswers(
  model: ServedModel,
  call: Call,
  conversation: Conversation,
  texts: readonly string[],
): Promise<ScoredText[]> {
  const { engine } = model;
  const prompt = [...(await engine.tokenize(conversation)), ...(await thoughtEnd(engine, conversation))];
  const end = await engine.tokenize("<|im_end|>", { parseSpecial: true });
  const answers = await Promise.all(texts.map(async (text) => [...(await engine.tokenize(text)), ...end]));
  return scoreTexts(model, call, prompt, answers);
}

/** Where a model's template opens a thought in any case, it is closed: no answer stands inside one. */
async function thoughtEnd(engine: ServedEngine, { messages, template }: Conversation): Promise<number[]> {
  const isOpen = /<think>\s*$/.test(await engine.applyTemplate(messages, undefined, template));
  return isOpen ? engine.tokenize("\n</think>\n\n") : [];
}

/** Text is read together with the prompt, as a model would meet it: where a token spans both, it belongs to the choice. */
async function scoreContinuations(
  model: ServedModel,
  call: Call,
  prompt: string,
  texts: readonly string[],
): Promise<ScoredText[]> {
  const { engine } = model;
  const read = async (text: string) => engine.tokenize(text, { parseSpecial: true });
  const whole = await Promise.all(texts.map((text) => read(prompt + text)));
  const shared = commonLength([await read(prompt), ...whole]);
  return scoreTexts(
    model,
    call,
    whole[0].slice(0, shared),
    whole.map((tokenIds) => tokenIds.slice(shared)),
  );
}

/** How many tokens all begin with; never all of a choice's. */
function commonLength([first, ...others]: readonly (readonly number[])[]): number {
  const most = Math.min(...others.map(({ length }) => length - 1), first.length);
  let length = 0;
  while (length < most && others.every((tokenIds) => tokenIds[length] === first[length])) length++;
  return length;
}

/** Each answer counts the whole of its prompt, most of which the cache has. */
function usageOf(scored: readonly ScoredText[]): Decision["usage"] {
  const total = (of: (usage: ScoredText["end"]["usage"]) => number) =>
    scored.reduce((sum, { end }) => sum + of(end.usage), 0);
  const inputTokens = total(({ promptTokens }) => promptTokens);
  return {
    input_tokens: inputTokens,
    input_tokens_details: { cached_tokens: total(({ cachedTokens }) => cachedTokens), cache_write_tokens: 0 },
    output_tokens: 0,
    output_tokens_details: { reasoning_tokens: 0 },
    total_tokens: inputTokens,
  };
}
