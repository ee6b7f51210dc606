import { type PromptUsage, QwenError } from "@qwents/engine";
import { ApiError } from "@qwents/protocol";
import type { ServedModel } from "./served-models.ts";

/** Who may cut a request. */
export interface CallSignals {
  /** The client went away. */
  readonly client: AbortSignal;
  /** The server goes away. */
  readonly shutdown: AbortSignal;
}

/** Why a request was cut: a better reason than whatever the engine made of it. */
export function reasonOfCut(shutdown: AbortSignal): Error {
  if (shutdown.aborted) {
    return new QwenError("engine/closed", "The server is shutting down. Try again once it is back.");
  }
  // Nobody is left to read it, yet logs and tests can tell it from a fault.
  return new ApiError("The client closed the request.", {
    status: 499,
    type: "invalid_request_error",
    code: "client_closed_request",
  });
}

/**
 * Waits for a call that reads prompts. It counts as one sequence, however many it has: the engine takes few at a time.
 * @throws QwenError `request/too-many-waiting`; what the call throws, or why it was cut
 */
export async function readingCall<T extends { readonly usage: PromptUsage }>(
  model: ServedModel,
  { client, shutdown }: CallSignals,
  call: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const release = model.admit(1);
  const signal = AbortSignal.any([client, shutdown]);
  try {
    const result = await call(signal);
    model.metrics.promptsRead(model.id, result.usage);
    return result;
  } catch (error) {
    throw signal.aborted ? reasonOfCut(shutdown) : error;
  } finally {
    release();
  }
}
