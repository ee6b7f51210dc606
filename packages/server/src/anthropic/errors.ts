import { QwenError } from "@qwents/engine";
import type { AnthropicErrorBody, ApiError } from "@qwents/protocol";

/** Whether a path speaks Anthropic's protocol. */
export function isAnthropicPath(path: string): boolean {
  return path === "/v1/messages" || path.startsWith("/v1/messages/");
}

/** Anthropic's status for a server that cannot take a request now. */
const overloaded = 529;

const types: Readonly<Record<number, string>> = {
  401: "authentication_error",
  403: "permission_error",
  404: "not_found_error",
  413: "request_too_large",
  429: "rate_limit_error",
  [overloaded]: "overloaded_error",
};

/** An error in Anthropic's words. */
export function toAnthropicError(
  error: ApiError,
  requestId: string,
): { readonly status: number; readonly body: AnthropicErrorBody } {
  const status = error.status === 503 ? overloaded : error.status;
  const type = types[status] ?? (status < 500 ? "invalid_request_error" : "api_error");
  const described = { type, message: messageOf(error), ...detailsOf(error) };
  return { status, body: { type: "error", error: described, request_id: requestId } };
}

/** By this the client's tool runner knows to send the whole conversation each time. */
function detailsOf({ code, param }: ApiError): Pick<AnthropicErrorBody["error"], "details"> {
  return code === "unsupported" && param === "thread" ? { details: { error_code: "thread_unsupported_request" } } : {};
}

/** Clients know by these words that a conversation must be made shorter. */
function messageOf({ code, message, cause }: ApiError): string {
  if (code !== "context_length_exceeded") return message;
  const { promptTokens, leastPromptTokens, contextLength } = cause instanceof QwenError ? cause.details : {};
  if (typeof contextLength !== "number") return `prompt is too long: ${message}`;
  const count = typeof promptTokens === "number" ? `${promptTokens} tokens` : countedSoFar(leastPromptTokens);
  const advice = "Leave some of it out, or load the model with a longer context if it can have one.";
  return `prompt is too long: ${count} > ${contextLength - 1} maximum. ${advice}`;
}

/** Clients read the number in front of the word. */
function countedSoFar(least: unknown): string {
  return typeof least === "number" ? `at least ${least} tokens` : "far more tokens";
}
