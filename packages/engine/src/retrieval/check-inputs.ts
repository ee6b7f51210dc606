import { invalid, notAs } from "../check-request.ts";
import { QwenError } from "../errors.ts";

/** Texts of one request at most. */
const maxInputs = 2048;

/** That a field is a list of 1 to as many as one request may have. @throws QwenError `request/invalid` */
export function checkList(field: string, value: unknown): asserts value is readonly unknown[] {
  if (!Array.isArray(value) || value.length === 0) throw notAs("a list of one or more", field, value);
  if (value.length > maxInputs) throw invalid(field, `has ${value.length} elements; at most ${maxInputs} are taken`);
}

/** @throws QwenError `request/invalid` */
export function checkText(field: string, value: unknown): asserts value is string {
  if (typeof value !== "string" || value === "") throw notAs("text, and not empty", field, value);
}

/** @throws QwenError `request/invalid` */
export function checkMaxPromptTokens(value: unknown): asserts value is number | undefined {
  if (value === undefined || (Number.isInteger(value) && (value as number) > 0)) return;
  throw notAs("an integer from 1", "maxPromptTokens", value);
}

/** @throws QwenError `request/context-too-long` */
export function checkLimit(what: string, numTokens: number, maxPromptTokens = Number.POSITIVE_INFINITY): void {
  if (numTokens <= maxPromptTokens) return;
  const message = `${what} has more tokens than the ${maxPromptTokens} that your prompts may have here. Shorten or split it.`;
  throw new QwenError("request/context-too-long", message, { details: { contextLength: maxPromptTokens } });
}

/** @throws QwenError `request/context-too-long` */
export function checkLength(what: string, numTokens: number, contextLength: number): void {
  if (numTokens <= contextLength) return;
  // No more tokens are counted than it takes to know.
  const message = `${what} has more tokens than the ${contextLength} that the context holds. Shorten or split it, or load the model with a longer context if it can have one.`;
  throw new QwenError("request/context-too-long", message, { details: { contextLength } });
}
