import { checkNames, checkSignal, notAs } from "../check-request.ts";
import { QwenError } from "../errors.ts";
import type { GuardLabels } from "../models/guard-head.ts";
import type { ModerateRequest, ModerateResult, TokenVerdict } from "../moderate.ts";
import type { GenerationHost } from "../start-generation.ts";
import { checkLimit, checkMaxPromptTokens } from "./check-inputs.ts";
import { moderationPrompt } from "./moderation-prompt.ts";
import { readPrompt } from "./read-prompts.ts";
import { TokenVerdicts } from "./token-verdicts.ts";

const fields = ["messages", "tokenIds", "role", "from", "maxPromptTokens", "signal"];

/** A verdict on each token of a message, and what they come to. @throws what `Engine.moderate` throws */
export async function moderateTokens(host: GenerationHost, request: ModerateRequest): Promise<ModerateResult> {
  const { info, loop } = host;
  loop.throwIfClosed();
  if (typeof request !== "object" || request === null) throw notAs("an object", "request", request);
  const { maxPromptTokens, signal } = request;
  checkNames(request, fields, "a field of a request to moderate");
  checkSignal(signal);
  checkMaxPromptTokens(maxPromptTokens);
  signal?.throwIfAborted();
  const prompt = moderationPrompt(host, request);
  checkLimit("The conversation", prompt.tokenIds.length, maxPromptTokens);
  const verdicts = new TokenVerdicts(prompt, requireLabels(info));
  const tokens = await readPrompt(loop, verdicts, signal);
  const decisive = prompt.role === "user" ? tokens.length - 1 : decisiveOf(tokens);
  const { safety, category, risk } = tokens[decisive] ?? tokens[tokens.length - 1];
  const isSafe = decisive < 0 || safety === "Safe";
  return {
    safety: isSafe ? "Safe" : safety,
    categories: isSafe ? [] : [category],
    risk,
    tokens,
    usage: {
      promptTokens: verdicts.sequence.promptLength,
      cachedTokens: verdicts.sequence.cacheUse?.hitTokens ?? 0,
    },
  };
}

/** Of an answer, the second of the first two in a row that are not safe, the worst ones first; −1: it is safe. */
function decisiveOf(tokens: readonly TokenVerdict[]): number {
  const secondOf = (wanted: TokenVerdict["safety"]) =>
    tokens.findIndex(({ safety }, i) => safety === wanted && tokens[i - 1]?.safety === wanted);
  const unsafe = secondOf("Unsafe");
  return unsafe >= 0 ? unsafe : secondOf("Controversial");
}

function requireLabels({ id, guardLabels }: GenerationHost["info"]): GuardLabels {
  if (guardLabels !== undefined) return guardLabels;
  const message = `${id} has no heads that judge tokens. Use a model such as Qwen3Guard-Stream; Qwen3Guard-Gen writes its verdict as an answer.`;
  throw new QwenError("request/wrong-model", message);
}
