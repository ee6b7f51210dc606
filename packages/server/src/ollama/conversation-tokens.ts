import { invalidRequest, type OllamaMessage, ollamaMessageSchema } from "@qwents/protocol";
import { parseJson } from "../json-body.ts";
import type { ServedEngine } from "../served-engine.ts";

/**
 * A conversation as the `context` of an answer. To clients that is a list of numbers and nothing more: here they are the
 * tokens of the messages as JSON, so that what a message says can not become a control token on its way back.
 */
export async function conversationTokens(engine: ServedEngine, messages: readonly OllamaMessage[]): Promise<number[]> {
  return await engine.tokenize(JSON.stringify(messages));
}

/** The conversation of a `context` that came back. @throws ApiError 400 where no answer of this model gave it */
export async function conversationOf(engine: ServedEngine, context: readonly number[]): Promise<OllamaMessage[]> {
  if (context.length === 0) return [];
  const isKnown = context.every((id) => id < engine.info.vocabSize);
  const messages = isKnown ? messagesOf(await engine.detokenize(context, { keepSpecial: true })) : undefined;
  if (messages !== undefined) return messages;
  const message = "'context': expected what an answer of this model gave. Leave it out to begin anew.";
  throw invalidRequest(message, "invalid_value", "context");
}

function messagesOf(text: string): OllamaMessage[] | undefined {
  try {
    return ollamaMessageSchema.array().safeParse(parseJson(new TextEncoder().encode(text))).data;
  } catch {
    return undefined;
  }
}
