import { QwenError } from "./errors.ts";
import type { GenerateRequest } from "./generate.ts";

/**
 * Messages and tool calls of a request. Each takes more than one token, and each is work for a chat template: where there
 * are more than the context holds tokens, the template is not even asked.
 */
export function numPartsOf(request: GenerateRequest): number {
  if (!("messages" in request) || !Array.isArray(request.messages)) return 0;
  return request.messages.reduce((sum, message) => sum + 1 + (message?.toolCalls?.length ?? 0), 0);
}

/** @throws QwenError `request/context-too-long` */
export function checkNumParts(request: GenerateRequest, contextLength: number): void {
  const numParts = numPartsOf(request);
  if (numParts <= contextLength) return;
  const message =
    `The conversation has ${numParts} messages and tool calls, but the context holds ${contextLength} tokens. ` +
    'Leave some out, or ask for truncation: "auto".';
  throw new QwenError("request/context-too-long", message, {
    details: { numParts, leastPromptTokens: numParts, contextLength },
  });
}
