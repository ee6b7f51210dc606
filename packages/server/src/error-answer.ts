import type { Context } from "hono";
import { isAnthropicPath, toAnthropicError } from "./anthropic/errors.ts";
import type { AppEnv, ErrorListener } from "./app-context.ts";
import { errorHeaders, toApiError } from "./http-errors.ts";
import { isOllamaPath, toOllamaError } from "./ollama/errors.ts";

export interface ErrorAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: object;
}

/** What the caller is told of an error, in the protocol of its path; our own faults are also told to the listener. */
export function errorAnswer(error: unknown, c: Context<AppEnv>, onError: ErrorListener): ErrorAnswer {
  const apiError = toApiError(error);
  const requestId = c.get("requestId");
  if (apiError.status === 500) onError(apiError.cause ?? apiError, requestId);
  const headers = errorHeaders(apiError);
  if (isAnthropicPath(c.req.path)) return { ...toAnthropicError(apiError, requestId), headers };
  const body = isOllamaPath(c.req.path) ? toOllamaError(apiError) : apiError.toBody();
  return { status: apiError.status, headers, body };
}
