import { type ChatCompletionChunk, type ChatCompletionRequest, readSse } from "@qwents/protocol";
import { call, connected, errorIn } from "./http.ts";
import { ServerError } from "./server-error.ts";

/** What a chat asks; streaming is set here. */
export type ChatRequest = Omit<ChatCompletionRequest, "stream" | "stream_options">;

/**
 * Chunks of an answer as they come; the last one has usage and timings. Aborting the signal, or ending the iteration
 * early, ends the generation on the server, too.
 * @throws ServerError; what the signal was aborted with
 */
export async function* streamChat(
  request: ChatRequest,
  { signal }: { readonly signal?: AbortSignal } = {},
): AsyncGenerator<ChatCompletionChunk, void> {
  const body = { ...request, stream: true, stream_options: { include_usage: true } };
  const response = await call("/v1/chat/completions", { body, signal });
  if (response.body === null) throw brokenOff("The answer is empty.");
  const events = readSse(response.body);
  try {
    for (;;) {
      const { done, value } = await connected("broken_off", signal, () => events.next());
      if (done) throw brokenOff("The stream ended before its [DONE].");
      if (value.data === "[DONE]") return;
      yield chunkOf(value.data);
    }
  } finally {
    await events.return();
  }
}

function chunkOf(data: string): ChatCompletionChunk {
  const chunk: unknown = JSON.parse(data);
  const error = errorIn(chunk);
  if (error !== undefined) throw new ServerError(error.message, { status: 200, code: error.code });
  return chunk as ChatCompletionChunk;
}

function brokenOff(message: string): ServerError {
  return new ServerError(message, { status: 0, code: "broken_off" });
}
