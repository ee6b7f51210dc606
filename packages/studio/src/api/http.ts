import type { ApiErrorBody } from "@qwents/protocol";
import { keptApiKey } from "./api-key.ts";
import { ServerError } from "./server-error.ts";

export interface CallOptions {
  readonly method?: "GET" | "POST" | "DELETE";
  /** Sent as JSON; POST unless `method` says otherwise. */
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Asks the server that the page came from; resolves with a success only.
 * @throws ServerError; what the signal was aborted with
 */
export async function call(path: string, { body, method, signal }: CallOptions = {}): Promise<Response> {
  const key = keptApiKey();
  const response = await connected("unreachable", signal, () =>
    fetch(path, {
      method: method ?? (body === undefined ? "GET" : "POST"),
      headers: {
        ...(body !== undefined && { "content-type": "application/json" }),
        ...(key !== null && { authorization: `Bearer ${key}` }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: signal ?? null,
    }),
  );
  if (!response.ok) throw await answeredError(response);
  return response;
}

/** The JSON that a path answers with. The server is our own: it is taken to be what the protocol says. */
export async function callJson<Answer>(path: string, options: CallOptions = {}): Promise<Answer> {
  const response = await call(path, options);
  const text = await connected("broken_off", options.signal, () => response.text());
  try {
    return JSON.parse(text) as Answer;
  } catch (cause) {
    throw new ServerError(`${path} answered with something other than JSON.`, {
      status: response.status,
      code: "bad_response",
      cause,
    });
  }
}

/** Turns what a broken connection throws into a ServerError, and an abort into the signal's reason. */
export async function connected<T>(
  code: "unreachable" | "broken_off",
  signal: AbortSignal | undefined,
  step: () => Promise<T>,
): Promise<T> {
  try {
    return await step();
  } catch (cause) {
    if (signal?.aborted) throw signal.reason;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ServerError(reason, { status: 0, code, cause });
  }
}

/** The error in a body of OpenAI's form, if it is one. */
export function errorIn(body: unknown): ApiErrorBody["error"] | undefined {
  const error = (body as Partial<ApiErrorBody> | null)?.error;
  return typeof error?.message === "string" ? error : undefined;
}

async function answeredError(response: Response): Promise<ServerError> {
  const body: unknown = await response.json().catch(() => undefined);
  const error = errorIn(body);
  const { status, statusText } = response;
  const requestId = response.headers.get("x-request-id") ?? undefined;
  return new ServerError(error?.message ?? `${status} ${statusText}`, { status, code: error?.code ?? null, requestId });
}
