import { type ChatRequest, streamChat } from "../../../api/chat.ts";
import { type ChatAnswer, emptyAnswer, withChunk } from "../../../api/chat-answer.ts";
import type { Car } from "../car/car.ts";
import { offeredTools, runCall } from "../car/run-call.ts";
import { endBiasOf } from "./end-bias.ts";
import { type DoneCall, type Exchange, messagesOf, type Step } from "./exchange.ts";

/** Steps after which the model has to come to an end: calls, the answer to their results, and some more. */
const maxSteps = 4;
const maxTokens = 300;

export interface Progress {
  readonly exchange: Exchange;
  readonly car: Car;
}

interface Talk {
  readonly model: string;
  /** What was said before. */
  readonly past: readonly Exchange[];
  readonly exchange: Exchange;
  readonly car: Car;
  readonly signal: AbortSignal;
  /** Awaited before each call is carried out: time to see it. */
  readonly beforeCall: () => Promise<void>;
}

/**
 * Asks the model, carries its calls out, tells it their results, until it answers without a call. Each progress is all
 * that is known by then.
 * @throws ServerError; what the signal was aborted with
 */
export async function* converse(talk: Talk): AsyncGenerator<Progress, void> {
  let { exchange, car } = talk;
  for (let round = 0; round < maxSteps; round++) {
    const bias = round === 0 ? await endBiasOf(talk.model, talk.signal) : undefined;
    const request = { ...requestOf(talk.model, [...talk.past, exchange]), ...(bias && { logit_bias: bias }) };
    let answer = emptyAnswer;
    for await (const chunk of streamChat(request, { signal: talk.signal })) {
      answer = withChunk(answer, chunk);
      yield { exchange: withStep(exchange, { text: answer.content, calls: [] }), car };
    }
    const calls: DoneCall[] = [];
    const step = () => withStep(exchange, { text: answer.content, calls: [...calls] }, answer);
    for (const call of answer.toolCalls) {
      await talk.beforeCall();
      talk.signal.throwIfAborted();
      const outcome = runCall(call.function, car);
      car = outcome.car;
      calls.push({ call, result: outcome.result, fault: outcome.fault });
      yield { exchange: step(), car };
    }
    exchange = step();
    if (calls.length === 0) break;
  }
  yield { exchange: { ...exchange, state: "done" }, car };
}

function requestOf(model: string, exchanges: readonly Exchange[]): ChatRequest {
  return {
    model,
    messages: messagesOf(exchanges),
    tools: offeredTools,
    temperature: 0,
    max_completion_tokens: maxTokens,
    truncation: "auto",
  };
}

function withStep(exchange: Exchange, step: Step, answer?: ChatAnswer): Exchange {
  return { ...exchange, steps: [...exchange.steps, step], timings: answer?.timings ?? exchange.timings };
}
