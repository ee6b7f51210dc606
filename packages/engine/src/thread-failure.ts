import { type ErrorCode, QwenError } from "./errors.ts";

/** A QwenError on its way between threads. */
export interface ThreadFailure {
  readonly code: ErrorCode;
  readonly message: string;
  readonly details: Readonly<Record<string, unknown>>;
}

/** `doing` says what the thread was at, for errors that are bugs. */
export function failureOf(error: unknown, doing: string): ThreadFailure {
  if (error instanceof QwenError) return { code: error.code, message: error.message, details: error.details };
  return { code: "engine/worker-failed", message: `A thread failed to ${doing}: ${error}`, details: {} };
}

export function errorOf({ code, message, details }: ThreadFailure): QwenError {
  return new QwenError(code, message, { details });
}
