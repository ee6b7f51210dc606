import type { OllamaChatResponse } from "@qwents/protocol";
import { type ChoiceEnd, finishReasonOf } from "../wire-end.ts";
import type { AnswerPiece } from "./answer-pieces.ts";

type Envelope = Omit<OllamaChatResponse, "message">;

/** What an object of an answer says besides its text. @param startedMs when the request came, of `performance.now()` */
export function envelopeOf(model: string, { end, logprobs }: AnswerPiece, startedMs: number): Envelope {
  return {
    model,
    created_at: new Date().toISOString(),
    done: end !== undefined,
    ...(logprobs.length > 0 && { logprobs: [...logprobs] }),
    ...(end && endFields(end, startedMs)),
  };
}

/** The whole answer where nothing was asked. */
export function emptyEnvelope(model: string, reason: "load" | "unload"): Envelope {
  return { model, created_at: new Date().toISOString(), done: true, done_reason: reason };
}

function endFields(end: ChoiceEnd, startedMs: number) {
  const { usage, timings } = end;
  return {
    done_reason: finishReasonOf(end),
    total_duration: nanosecondsSince(startedMs),
    load_duration: 0,
    prompt_eval_count: usage.promptTokens,
    prompt_eval_duration: nanoseconds(timings.promptMs),
    eval_count: usage.completionTokens,
    eval_duration: nanoseconds(timings.generationMs),
  };
}

export function nanosecondsSince(startedMs: number): number {
  return nanoseconds(performance.now() - startedMs);
}

function nanoseconds(ms: number): number {
  return Math.round(ms * 1e6);
}
