import { type ErrorCode, QwenError } from "@qwents/engine";
import { ApiError } from "@qwents/protocol";

interface WireFault {
  readonly status: number;
  readonly type: string;
  /** Where OpenAI has a word of its own for it. */
  readonly code?: string;
}

const badRequest: WireFault = { status: 400, type: "invalid_request_error" };

/** What the engine's faults are over HTTP. Whatever is not here stays inside: 500. */
const faults: Readonly<Partial<Record<ErrorCode, WireFault>>> = {
  "request/invalid": badRequest,
  "request/context-too-long": { ...badRequest, code: "context_length_exceeded" },
  "request/too-many-waiting": { status: 429, type: "rate_limit_error", code: "rate_limit_exceeded" },
  "request/waited-too-long": { status: 503, type: "server_error" },
  "request/wrong-model": badRequest,
  "tokenizer/missing": badRequest,
  "template/missing": badRequest,
  "template/rejected": badRequest,
  "grammar/invalid": badRequest,
  "grammar/too-complex": badRequest,
  "files/not-found": { status: 404, type: "invalid_request_error" },
  "files/disk-full": { status: 507, type: "server_error" },
  "files/unwritable": { status: 500, type: "server_error" },
  "hub/not-found": { status: 404, type: "invalid_request_error" },
  "hub/refused": { status: 403, type: "invalid_request_error" },
  "hub/offline": { status: 503, type: "server_error" },
  "hub/unreachable": { status: 503, type: "server_error" },
  "hub/bad-answer": { status: 502, type: "server_error" },
  "engine/closed": { status: 503, type: "server_error" },
  "engine/worker-failed": { status: 503, type: "server_error" },
  "engine/out-of-memory": { status: 500, type: "server_error" },
  "model/bad-weights": { status: 500, type: "server_error" },
  "model/bad-logits": { status: 500, type: "server_error" },
  "template/bad-template": { status: 500, type: "server_error" },
};

/** Any thrown value as it may be told to the caller; what our own bugs say stays inside. */
export function toApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  const fault = error instanceof QwenError ? faults[error.code] : undefined;
  if (!(error instanceof QwenError) || fault === undefined) {
    const message = "Internal error. The server's log has it under this answer's x-request-id.";
    return new ApiError(message, { status: 500, type: "server_error", code: "internal_error", cause: error });
  }
  const { status, type, code = error.code } = fault;
  return new ApiError(error.message, { status, type, code, param: paramOf(error), cause: error });
}

/** The engine names fields in camelCase, the wire in snake_case. */
function paramOf({ details }: QwenError): string | null {
  if (typeof details.tool === "string") return "tools";
  if (typeof details.field !== "string") return null;
  return details.field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** Where nothing better is known. */
const retryAfterSeconds = 2;

/** What clients would ask again by themselves, though it can not go better. */
const lasting: readonly (string | number | null)[] = [409, 501, 507, "model_too_large"];

/** Headers that go with an error's body. */
export function errorHeaders(error: ApiError): Record<string, string> {
  if (error.status === 401) return { "www-authenticate": "Bearer" };
  // OpenAI's and Anthropic's clients go by it.
  if (lasting.includes(error.status) || lasting.includes(error.code)) return { "x-should-retry": "false" };
  if (error.status !== 429 && error.status !== 503) return {};
  const ofCause = error.cause instanceof QwenError ? error.cause.details.retryAfterSeconds : undefined;
  return { "retry-after": String(error.retryAfterSeconds ?? ofCause ?? retryAfterSeconds) };
}
