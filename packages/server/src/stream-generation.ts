import type { Context } from "hono";
import type { AppContext, AppEnv } from "./app-context.ts";
import { errorAnswer } from "./error-answer.ts";
import type { Generation } from "./generation.ts";
import { type SseFraming, sseBody, sseHeaders } from "./sse-body.ts";

/** What a stream carries, and how its protocol writes that. */
export interface StreamedPayloads<T extends object> {
  readonly payloads: AsyncIterator<T, unknown>;
  readonly framing: SseFraming<T>;
  /** By default those of server-sent events. */
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * A generation as a streamed answer. It begins once the prompt is accepted, so that a refusal has its status; a reader that
 * leaves ends the generation.
 */
export async function streamGeneration<T extends object>(
  c: Context<AppEnv>,
  { heartbeatMs, sendTimeoutMs, onError }: AppContext,
  generation: Generation,
  { payloads, framing, headers = sseHeaders }: StreamedPayloads<T>,
): Promise<Response> {
  await generation.accepted(heartbeatMs);
  const body = sseBody(payloads, {
    framing,
    heartbeatMs,
    sendTimeoutMs,
    onEnd: () => generation.cancel(),
    onError: (error) => errorAnswer(error, c, onError).body,
  });
  return c.body(body, 200, headers);
}
