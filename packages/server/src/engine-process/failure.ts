import { type ErrorCode, QwenError } from "@qwents/engine";

/** An error on its way between processes: one of ours with its code, or a bug with its stack. */
export type Failure =
  | { readonly code: ErrorCode; readonly message: string; readonly details: Readonly<Record<string, unknown>> }
  | { readonly message: string; readonly stack: string };

export function failureOf(error: unknown): Failure {
  if (error instanceof QwenError) return { code: error.code, message: error.message, details: plainOf(error.details) };
  if (error instanceof Error) return { message: error.message, stack: error.stack ?? "" };
  return { message: String(error), stack: "" };
}

/** The error again; of a bug, with the stack that it had in the other process. */
export function errorOf(failure: Failure): Error {
  if ("code" in failure) return new QwenError(failure.code, failure.message, { details: failure.details });
  const error = new Error(failure.message);
  if (failure.stack !== "") error.stack = failure.stack;
  return error;
}

/** Particulars are data; should one be a function after all, the error is worth more than they are. */
function plainOf(details: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  try {
    return structuredClone(details);
  } catch {
    return {};
  }
}
