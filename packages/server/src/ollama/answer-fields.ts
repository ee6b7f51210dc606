import type { OllamaChatResponse } from "@qwents/protocol";
import { type ChoiceEnd, finishReasonOf } from "../wire-end.ts";
import type { AnswerPiece } from "./answer-pieces.ts";

type Envelope = Omit<OllamaChatResponse, "message">;

/** Of `performance.now()`. */
export interface AnswerTimes {
  /** When the request came. */
  readonly startedMs: number;
  /** When the model was there for it. */
  readonly loadedMs: number;
}

/** What an object of an answer says besides its text. */
export function envelopeOf(model: string, { end, logprobs }: AnswerPiece, times: AnswerTimes): Envelope {
  return {
    model,
    created_at: new Date().toISOString(),
    done: end !== undefined,
    ...(logprobs.length > 0 && { logprobs: [...logprobs] }),
    ...(end && endFields(end, times)),
  };
}

/** The whole answer where nothing was asked. */
export function emptyEnvelope(model: string, reason: "load" | "unload"): Envelope {
  return { model, created_at: new Date().toISOString(), done: true, done_reason: reason };
}

function endFields(end: ChoiceEnd, { startedMs, loadedMs }: AnswerTimes) {
  const { usage, timings } = end;
  return {
    done_reason: finishReasonOf(end),
    total_duration: nanoseconds(performance.now() - startedMs),
    load_duration: nanoseconds(loadedMs - startedMs),
    prompt_eval_count: usage.promptTokens,
    prompt_eval_duration: nanoseconds(timings.promptMs),
    eval_count: usage.completionTokens,
    eval_duration: nanoseconds(timings.generationMs),
  };
}

export function nanoseconds(ms: number): number {
  return Math.round(ms * 1e6);
}
