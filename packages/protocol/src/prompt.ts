import * as z from "zod";

/** Text, several texts, token ids, or several lists of token ids. */
export type Prompt = string | string[] | number[] | number[][];

/** As many as the longest contexts have. */
const maxTokenIds = 2 ** 20;

const oneText = { type: "string", minLength: 1 };
const oneIds = { type: "array", items: { type: "integer", minimum: 0 }, minItems: 1, maxItems: maxTokenIds };

/** Text or token ids, or a list of up to `most` of either, none of them empty, unless a text alone may be. */
export function promptSchema(most: number, { mayBeEmpty = false } = {}) {
  const listOf = (items: object) => ({ type: "array", items, minItems: 1, maxItems: most });
  return z
    .custom<Prompt>((value) => (mayBeEmpty && value === "") || isPrompt(value, most), expectedPrompt(most))
    .meta({ anyOf: [mayBeEmpty ? { type: "string" } : oneText, oneIds, listOf(oneText), listOf(oneIds)] });
}

/** By hand: a union of lists would check each of a million token ids against every kind in turn. */
function isPrompt(value: unknown, most: number): value is Prompt {
  if (isOnePrompt(value)) return true;
  if (!Array.isArray(value) || value.length === 0 || value.length > most) return false;
  return value.every((one) => typeof one === typeof value[0] && isOnePrompt(one));
}

export function expectedPrompt(most: number): string {
  return `a string, token ids, or a list of 1 to ${most} of either, none of them empty`;
}

/** The separate prompts of a request. */
export function prompts(value: Prompt): readonly (string | readonly number[])[] {
  if (typeof value === "string" || isTokenIds(value)) return [value];
  return value;
}

function isOnePrompt(value: unknown): boolean {
  return typeof value === "string" ? value.length > 0 : isTokenIds(value);
}

function isTokenIds(value: unknown): value is number[] {
  if (!Array.isArray(value) || value.length === 0 || value.length > maxTokenIds) return false;
  return value.every((id) => Number.isSafeInteger(id) && id >= 0);
}
