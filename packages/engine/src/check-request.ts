import { QwenError } from "./errors.ts";
import { oneLine, shownArgument } from "./files/quoted.ts";
import type { GenerateRequest } from "./generate.ts";
import { checkGrammar } from "./grammar/check-grammar.ts";

const maxTopLogprobs = 20;
const maxStops = 64;
const maxStopLength = 1024;
const maxNameLength = 80;

const limitNames = [
  "maxTokens",
  "thinkingBudget",
  "stop",
  "stopTokenIds",
  "ignoreEos",
  "topLogprobs",
  "promptLogprobs",
  "promptLogprobsFrom",
];
const fields = [
  "messages",
  "tools",
  "template",
  "prompt",
  "tokenIds",
  "fill",
  "sampling",
  "grammar",
  ...limitNames,
  "truncation",
  "signal",
];

/** A request's own limits, checked. */
export interface CheckedLimits {
  /** Infinite when the request names none. */
  readonly maxTokens: number;
  /** Infinite when the request names none. */
  readonly thinkingBudget: number;
  readonly stop: readonly string[];
  readonly stopTokenIds: readonly number[];
  readonly ignoreEos: boolean;
  /** Absent: no logprobs at all. */
  readonly topLogprobs: number | undefined;
  /** Absent: none of the prompt. */
  readonly promptLogprobs: number | undefined;
  readonly promptLogprobsFrom: number;
}

/**
 * That a request is one, without fields that nothing would come of.
 * @throws QwenError `request/invalid`, naming the field
 */
export function checkFields(request: GenerateRequest): void {
  if (typeof request !== "object" || request === null) {
    throw new QwenError("request/invalid", `A request must be an object, such as { prompt: "Once" }, got ${request}.`);
  }
  checkNames(request, fields, "a field of a request");
  checkSignal(request.signal);
  if (request.grammar !== undefined) checkGrammar(request.grammar);
  if (![undefined, "auto", "disabled"].includes(request.truncation)) {
    throw notAs('"auto" or "disabled"', "truncation", request.truncation);
  }
}

/** @throws QwenError `request/invalid`, naming the first field that is not among `known` */
export function checkNames(given: object, known: readonly string[], what: string): void {
  const unknown = Object.keys(given).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  throw invalid(oneLine(unknown, maxNameLength), `is not ${what}; known are ${known.join(", ")}`);
}

/** @throws QwenError `request/invalid` */
export function checkSignal(signal: AbortSignal | undefined): void {
  const isSignal = typeof signal?.addEventListener === "function" && typeof signal.aborted === "boolean";
  if (signal !== undefined && !isSignal) throw notAs("an AbortSignal", "signal", signal);
}

/** @throws QwenError `request/invalid`, naming the field */
export function checkLimits(request: GenerateRequest, vocabSize: number): CheckedLimits {
  const { maxTokens, thinkingBudget, stop = [], stopTokenIds = [], ignoreEos = false } = request;
  const { topLogprobs, promptLogprobs, promptLogprobsFrom = 0 } = request;
  if (maxTokens !== undefined) checkInteger("maxTokens", maxTokens, Number.MAX_SAFE_INTEGER);
  if (thinkingBudget !== undefined) checkInteger("thinkingBudget", thinkingBudget, Number.MAX_SAFE_INTEGER, 1);
  if (topLogprobs !== undefined) checkInteger("topLogprobs", topLogprobs, maxTopLogprobs);
  if (promptLogprobs !== undefined) checkInteger("promptLogprobs", promptLogprobs, maxTopLogprobs);
  checkInteger("promptLogprobsFrom", promptLogprobsFrom, Number.MAX_SAFE_INTEGER);
  checkTokenIds("stopTokenIds", stopTokenIds, vocabSize);
  checkStops(stop);
  if (typeof ignoreEos !== "boolean") throw notAs("true or false", "ignoreEos", ignoreEos);
  return {
    maxTokens: maxTokens ?? Number.POSITIVE_INFINITY,
    thinkingBudget: thinkingBudget ?? Number.POSITIVE_INFINITY,
    stop,
    stopTokenIds,
    ignoreEos,
    topLogprobs,
    promptLogprobs,
    promptLogprobsFrom,
  };
}

/** @throws QwenError `request/invalid` */
export function checkTokenIds(field: string, tokenIds: readonly number[], vocabSize: number): void {
  if (!Array.isArray(tokenIds)) throw notAs("an array of token ids", field, tokenIds);
  const wrong = tokenIds.findIndex((id) => !(Number.isInteger(id) && id >= 0 && id < vocabSize));
  if (wrong < 0) return;
  throw invalid(
    field,
    `has ${String(tokenIds[wrong])}; this model's token ids are integers from 0 to ${vocabSize - 1}`,
  );
}

export function invalid(field: string, complaint: string): QwenError {
  return new QwenError("request/invalid", `"${field}" ${complaint}.`, { details: { field } });
}

/** Says what was expected of a field, and what came. */
export function notAs(expected: string, field: string, value: unknown): QwenError {
  return invalid(field, `must be ${expected}, got ${shownArgument(value)}`);
}

function checkInteger(field: string, value: number, maximum: number, minimum = 0): void {
  if (Number.isInteger(value) && value >= minimum && value <= maximum) return;
  throw notAs(`an integer from ${minimum} to ${maximum}`, field, value);
}

function checkStops(stop: readonly string[]): void {
  const isStop = (value: unknown) => typeof value === "string" && value.length > 0 && value.length <= maxStopLength;
  if (Array.isArray(stop) && stop.length <= maxStops && stop.every(isStop)) return;
  throw notAs(`an array of at most ${maxStops} strings of 1 to ${maxStopLength} characters`, "stop", stop);
}
