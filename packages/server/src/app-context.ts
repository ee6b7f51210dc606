import type { ApiErrorBody } from "@qwents/protocol";
import type { Context } from "hono";
import { toApiError } from "./http-errors.ts";
import type { JsonBodies } from "./json-body.ts";
import type { ServedModels } from "./served-models.ts";

/** What Hono carries along with a request. */
export interface AppEnv {
  readonly Variables: { readonly requestId: string };
}

/** Called with what is neither the caller's fault nor the load's; never with what a request or an answer says. */
export type ErrorListener = (error: unknown, requestId: string) => void;

/** What the routes of one app share. */
export interface AppContext {
  readonly models: ServedModels;
  readonly bodies: JsonBodies;
  readonly shutdown: AbortSignal;
  readonly heartbeatMs: number;
  readonly onError: ErrorListener;
}

/** The body that tells the caller of an error; our own faults are also told to the listener. */
export function reportError(error: unknown, c: Context<AppEnv>, onError: ErrorListener): ApiErrorBody {
  const apiError = toApiError(error);
  if (apiError.status === 500) onError(apiError.cause ?? apiError, c.get("requestId"));
  return apiError.toBody();
}
