import { type PromptUsage, QwenError } from "@qwents/engine";
import { ApiError } from "@qwents/protocol";
import type { Context } from "hono";
import type { AppContext, AppEnv } from "./app-context.ts";
import { present } from "./present.ts";
import type { ServedModel } from "./served-models.ts";

/** Who may cut a request. */
export interface CallSignals {
  /** The client went away. */
  readonly client: AbortSignal;
  /** The server goes away. */
  readonly shutdown: AbortSignal;
}

/** Who asks, and who may cut it. */
export interface Call extends CallSignals {
  /** As the context has it. */
  readonly caller: string;
  /** Of the request's body. */
  readonly bodyBytes: number;
}

export function callOf(c: Context<AppEnv>, { bodies, shutdown }: Pick<AppContext, "bodies" | "shutdown">): Call {
  const { raw } = c.req;
  return { client: raw.signal, shutdown, caller: c.get("caller"), bodyBytes: bodies.sizeOf(raw) };
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

/** What goes with a call that reads prompts. */
export interface ReadingOptions {
  readonly signal: AbortSignal;
  /** As the caller's limits have it. */
  readonly maxPromptTokens?: number;
}

/**
 * Waits for a call that reads prompts. It counts as one sequence, however many it has: the engine takes few at a time.
 * @throws QwenError `request/too-many-waiting`, `request/waited-too-long`; what the call throws, or why it was cut
 */
export async function readingCall<T extends { readonly usage: PromptUsage }>(
  model: ServedModel,
  asked: Call,
  call: (options: ReadingOptions) => Promise<T>,
): Promise<T> {
  const { client, shutdown } = asked;
  const signal = AbortSignal.any([client, shutdown]);
  const admission = model.admit(asked, { numSequences: 1, signal });
  try {
    await admission.turn(0);
    const result = await call({ signal, ...present({ maxPromptTokens: model.limitsOf(asked.caller).promptTokens }) });
    model.metrics.promptsRead(model.id, result.usage);
    return result;
  } catch (error) {
    throw signal.aborted ? reasonOfCut(shutdown) : error;
  } finally {
    admission.leaveAll();
  }
}
